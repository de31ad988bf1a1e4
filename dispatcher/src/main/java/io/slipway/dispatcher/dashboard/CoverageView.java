package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.plan.Coverage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What an act takes hold of, or would with {@code dry_run=true}. */
@Schema(name = "Coverage")
record CoverageView(
        @Schema(description = "Number of them") int hosts,

        @Schema(description = "IPs, or keys of other targets, in the order of the job", example = "[\"10.1.1.1\"]")
        List<String> ips,

        @Schema(example = "2 台主机将开始; 1 台正在执行") String text) {

    static CoverageView of(Coverage coverage, Language language) {
        return new CoverageView(
                coverage.ips().size(), coverage.ips(), language.pick(chinese(coverage), english(coverage)));
    }

    private static String chinese(Coverage coverage) {
        int count = coverage.ips().size();
        String text =
                switch (coverage.what()) {
                    case WAIT -> count + " 个目标暂不开始";
                    case BEGIN -> count + " 个目标可以开始";
                    case LEFT_OUT -> count + " 个目标本轮跳过";
                    case AGAIN -> count + " 个未成功的目标重试";
                    case STOP -> count + " 个目标不再开始或被要求停止";
                };
        return coverage.others() == 0 ? text : text + "; " + coverage.others() + " 个正在执行, 继续到结束";
    }

    private static String english(Coverage coverage) {
        int count = coverage.ips().size();
        String text =
                switch (coverage.what()) {
                    case WAIT -> count + " targets do not begin for now";
                    case BEGIN -> count + " targets may begin";
                    case LEFT_OUT -> count + " targets are left out of this round";
                    case AGAIN -> count + " targets that did not succeed are done once more";
                    case STOP -> count + " targets are not begun, or asked to stop";
                };
        return coverage.others() == 0 ? text : text + "; " + coverage.others() + " are at work and go on to their end";
    }
}
