package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.TargetStore.End;
import io.slipway.job.Failure;
import io.slipway.job.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says in a few lines what happened, how much of it, what went wrong first and what to do. */
@Component
class NoticeWriter {
    private final JobStore jobs;
    private final TargetStore targets;
    private final VersionSpan span;

    NoticeWriter(JobStore jobs, TargetStore targets, VersionSpan span) {
        this.jobs = jobs;
        this.targets = targets;
        this.span = span;
    }

    /** Of a job that ended or pauses. */
    NoticeMessage ofJob(Project project, Job job, Language language) {
        JobInputs inputs = jobs.inputs(job.id());
        JobInputs.TreeWork work = inputs.work();
        String kind = JobWords.kind(
                job.kind(), work == null ? null : work.purpose(), job.version().version(), language);
        String state = JobWords.state(job.state(), language);
        List<String> lines = new ArrayList<>();
        lines.add(language.pick("项目: ", "Project: ") + name(project) + " / " + PlainText.of(job.area()));
        String versions = span.of(job, inputs);
        if (!versions.isEmpty()) {
            lines.add(language.pick("版本: ", "Version: ") + versions);
        }
        lines.add(language.pick("结果: ", "Result: ") + state + " (" + counts(job, language) + ")");
        Rollout rollout = job.rollout();
        if (rollout != null && rollout.pause() != null) {
            lines.add(language.pick("暂停: ", "Paused: ")
                    + JobWords.pause(rollout.pause().reason(), language)
                    + language.pick(",第 ", ", wave ")
                    + rollout.pause().wave()
                    + language.pick(" 批", ""));
        }
        lines.addAll(firstError(job, language));
        lines.add(language.pick("发起人: ", "By: ")
                + PlainText.of(job.createdBy())
                + (job.approvedBy() == null
                        ? ""
                        : language.pick(", 审批人: ", ", approved by ") + PlainText.of(job.approvedBy())));
        return new NoticeMessage(
                "[" + PlainText.of(project.name()) + "] " + kind + " " + state,
                String.join("\n", lines),
                job.id(),
                "/jobs/" + job.id());
    }

    NoticeMessage ofApproval(Project project, Approval approval, Language language) {
        List<String> lines = new ArrayList<>();
        lines.add(language.pick("项目: ", "Project: ") + name(project) + " / " + PlainText.of(approval.area()));
        lines.add(language.pick("申请: ", "Request: ") + PlainText.of(approval.form()));
        lines.add(language.pick(
                "范围: " + approval.ips() + " 台主机, " + approval.servers() + " 个游戏服",
                "Scope: " + approval.ips() + " hosts, " + approval.servers() + " game servers"));
        lines.add(language.pick("理由: ", "Reason: ") + PlainText.of(approval.reason()));
        lines.add(language.pick("申请人: ", "By: ") + PlainText.of(approval.requestedBy()));
        lines.add(language.pick("有效期至: ", "Until: ") + approval.expiresAt());
        return new NoticeMessage(
                "[" + PlainText.of(project.name()) + "] " + language.pick("等待审批", "Approval wanted"),
                String.join("\n", lines),
                null,
                "/approvals/" + approval.id());
    }

    /** @param dead how many callbacks of the job were given up so far */
    NoticeMessage ofDeadCallbacks(Project project, String jobId, int dead, Language language) {
        return new NoticeMessage(
                "[" + PlainText.of(project.name()) + "] " + language.pick("回调失败", "Callbacks given up"),
                String.join(
                        "\n",
                        language.pick("项目: ", "Project: ") + name(project),
                        language.pick(
                                "任务 " + jobId + " 至少有 " + dead + " 个回调多次发送失败,不再重试",
                                "At least " + dead + " callbacks of job " + jobId
                                        + " failed too often to be tried again"),
                        language.pick("建议: 检查 CMDB 后在回调页重发", "Advice: look at the CMDB, then send them once more")),
                jobId,
                "/callbacks?job=" + jobId);
    }

    NoticeMessage ofTest(Project project, String by, Language language) {
        return new NoticeMessage(
                "[" + PlainText.of(project.name()) + "] " + language.pick("测试通知", "Test notice"),
                language.pick(
                        "由 " + PlainText.of(by) + " 发出,收到即表示渠道可用",
                        "Sent by " + PlainText.of(by) + "; whoever reads it knows that the channel works"),
                null,
                "/projects/" + project.code());
    }

    private String counts(Job job, Language language) {
        Map<TargetState, Long> counts = targets
                .states(job.step(job.kind().lastStep()).targets())
                .values()
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<String> parts = new ArrayList<>();
        parts.add(language.pick("共 " + all, all + " in all"));
        add(parts, counts, TargetState.SUCCEEDED, language.pick("成功", "succeeded"));
        add(parts, counts, TargetState.FAILED, language.pick("失败", "failed"));
        add(parts, counts, TargetState.UNKNOWN, language.pick("结果未知", "unknown"));
        add(parts, counts, TargetState.SKIPPED, language.pick("跳过", "skipped"));
        add(parts, counts, TargetState.CANCELLED, language.pick("取消", "cancelled"));
        add(parts, counts, TargetState.HELD, language.pick("未开始", "not begun"));
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, Map<TargetState, Long> counts, TargetState state, String word) {
        long count = counts.getOrDefault(state, 0L);
        if (count > 0) {
            parts.add(word + " " + count);
        }
    }

    /** Of the earliest step that has one: what came after it failed because of it. */
    private List<String> firstError(Job job, Language language) {
        for (JobStep step : job.steps()) {
            Map<String, Failure> failures = targets.ends(step.targets()).stream()
                    .filter(end -> end.failure() != null && end.state() != TargetState.SUCCEEDED)
                    .collect(Collectors.toMap(End::id, end -> Objects.requireNonNull(end.failure())));
            for (String target : step.targets()) {
                Failure failure = failures.get(target);
                if (failure != null) {
                    String key = target.substring(target.indexOf(':', target.indexOf(':') + 1) + 1);
                    return List.of(
                            language.pick("首个错误: ", "First error: ")
                                    + PlainText.of(key) + " " + failure.code().wire() + ": "
                                    + PlainText.of(failure.message()),
                            language.pick("建议: ", "Advice: ")
                                    + language.pick(
                                            failure.code().adviceZh(),
                                            failure.code().adviceEn()));
                }
            }
        }
        return job.note() == null ? List.of() : List.of(language.pick("说明: ", "Note: ") + PlainText.of(job.note()));
    }

    private static String name(Project project) {
        return PlainText.of(project.name()) + " (" + project.code() + ")";
    }
}
