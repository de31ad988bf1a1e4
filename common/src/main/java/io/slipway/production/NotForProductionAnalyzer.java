package io.slipway.production;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints each setting with what is wrong and what to do, instead of a stack trace. */
final class NotForProductionAnalyzer extends AbstractFailureAnalyzer<NotForProductionException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, NotForProductionException cause) {
        String problems = cause.refusals().stream()
                .map(one -> "- " + one.setting() + ": " + one.problemZh() + " / " + one.problem())
                .collect(Collectors.joining("\n"));
        String remedies = cause.refusals().stream()
                .map(one -> "- " + one.setting() + ": " + one.remedy())
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "slipway.profile 为 production，但有设置不安全，进程不启动 / "
                        + "slipway.profile is production and these settings are not safe, so nothing was started:\n"
                        + problems,
                "修改后重新启动，见 docs/security.md / change them and start again, see docs/security.md:\n" + remedies,
                cause);
    }
}
