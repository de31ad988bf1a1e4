package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.Rollout.Reason;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people call kinds of jobs, their states, and why they pause. */
final class JobWords {
    private record Words(String zh, String en) {
        String in(Language language) {
            return language.pick(zh, en);
        }
    }

    private static final Map<JobKind, Words> KINDS = Map.of(
            JobKind.FILE_PULL, new Words("拉取文件列表", "File list"),
            JobKind.HOT_UPDATE, new Words("热更新", "Hot update"),
            JobKind.CLIENT_UPDATE, new Words("前端热更新", "Client update"),
            JobKind.SERVICE, new Words("进程操作", "Service action"),
            JobKind.PACKAGE, new Words("解包", "Package"),
            JobKind.RELEASE, new Words("发布", "Release"),
            JobKind.DRIFT, new Words("差异比对", "Drift check"));

    private static final Map<Purpose, Words> PURPOSES = Map.of(
            Purpose.RELEASE, new Words("发布", "Release"),
            Purpose.ROLLBACK, new Words("回滚", "Rollback"),
            Purpose.CONVERGE, new Words("收敛", "Converge"));

    private static final Map<String, Words> ACTIONS = Map.of(
            "start", new Words("启动", "Start"),
            "stop", new Words("停止", "Stop"),
            "restart", new Words("重启", "Restart"));

    private static final Map<JobState, Words> STATES = Map.of(
            JobState.ACCEPTED, new Words("等待执行", "Queued"),
            JobState.RUNNING, new Words("正在执行", "Running"),
            JobState.PAUSED, new Words("已暂停", "Paused"),
            JobState.CANCELLING, new Words("正在取消", "Being cancelled"),
            JobState.SUCCEEDED, new Words("执行成功", "Succeeded"),
            JobState.PARTIAL, new Words("部分失败", "Partly failed"),
            JobState.FAILED, new Words("执行失败", "Failed"),
            JobState.CANCELLED, new Words("已取消", "Cancelled"));

    private static final Map<Reason, Words> PAUSES = Map.of(
            Reason.CONFIRM, new Words("本批已完成,等待确认后继续", "A wave is over, the next one has to be confirmed"),
            Reason.WAIT, new Words("本批已完成,稍后自动继续", "A wave is over, the next one begins by itself"),
            Reason.FAILURES, new Words("失败的主机超过上限", "More hosts failed than may"),
            Reason.PERSON, new Words("有人暂停了任务", "Somebody paused it"));

    private JobWords() {}

    static String kind(JobKind kind, @Nullable Purpose purpose, String action, Language language) {
        Words words = purpose != null && kind == JobKind.RELEASE
                ? PURPOSES.get(purpose)
                : kind == JobKind.SERVICE ? ACTIONS.getOrDefault(action, KINDS.get(kind)) : KINDS.get(kind);
        return words == null ? kind.name() : words.in(language);
    }

    static String state(JobState state, Language language) {
        Words words = STATES.get(state);
        return words == null ? state.name() : words.in(language);
    }

    static String pause(Reason reason, Language language) {
        Words words = PAUSES.get(reason);
        return words == null ? reason.name() : words.in(language);
    }
}
