package io.slipway.dispatcher.callback;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bodies the CMDB gets, in the seed's exact JSON (requirements S4-6, S4-8 and S4-10). The seed names no body for the two
 * announcements; they follow the shape of the final one.
 */
final class CallbackBodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OUTCOME_UNKNOWN = "结果未知,请人工确认";
    private static final String CANCELLED = "任务已取消,不执行erl命令";
    private static final String SERVICE_CANCELLED = "任务已取消,未操作进程";
    private static final String SERVICE_NOT_DONE = "未能操作进程";
    private static final String RELEASE_CANCELLED = "任务已取消,未切换版本";
    private static final String RELEASE_NOT_DONE = "未能切换版本";

    private CallbackBodies() {}

    static String pushed(JobHead job, boolean succeeded) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("push_result", succeeded);
        body.put("push_data", succeeded ? "文件推送成功" : "文件推送失败");
        return json(about(body, job));
    }

    static String started(JobHead job) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("start_result", true);
        body.put("start_data", "开始执行");
        return json(about(body, job));
    }

    static String ofIp(JobHead job, Target target) {
        Map<String, ServerResult> known = target.results().stream()
                .collect(Collectors.toMap(ServerOutcome::server, ServerOutcome::result, (first, second) -> first));
        Map<String, Object> update = new LinkedHashMap<>();
        Map<String, Object> erl = new LinkedHashMap<>();
        target.servers().forEach(server -> {
            ServerResult result = known.getOrDefault(server.name(), withoutResult(target));
            update.put(server.name(), part(result.update()));
            erl.put(server.name(), part(result.erl()));
        });
        Map<String, Object> results = new LinkedHashMap<>();
        boolean service = isService(job);
        boolean release = isRelease(job);
        results.put(service ? "service_data" : release ? "release_data" : "update_data", update);
        results.put(service || release ? "health_data" : "erl_data", erl);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ip", Map.of(target.key(), results));
        return json(about(body, job));
    }

    /** @param targets of the last step, in the order of the request */
    static String finished(JobHead job, List<Target> targets) {
        return job.kind() == JobKind.CLIENT_UPDATE ? finishedClient(job, targets) : finishedServers(job, targets);
    }

    /** Exactly the seed's keys in the seed's order; all that is not known to be in place is false. */
    private static String finishedClient(JobHead job, List<Target> targets) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("update_type", job.version().updateType());
        body.put(
                "data",
                targets.stream()
                        .map(target -> directory(Objects.requireNonNull(target.directory()), target.state()))
                        .toList());
        body.put("uuid", job.version().uuid());
        body.put("version", job.version().version());
        return json(body);
    }

    private static Map<String, Object> directory(CdnDirectory directory, TargetState state) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("cdn_root_url", directory.cdnRootUrl());
        line.put("cdn_dir", directory.cdnDir());
        line.put("status", state == TargetState.SUCCEEDED);
        return line;
    }

    /** {@code final_result} says that every IP finished; the counts say how (design §6). */
    private static String finishedServers(JobHead job, List<Target> targets) {
        boolean cancelled = job.state() == JobState.CANCELLED;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("final_result", !cancelled);
        body.put("final_data", cancelled ? "任务已取消" : "全部完成");
        about(body, job);
        body.put("succeeded", count(targets, TargetState.SUCCEEDED));
        long unknown = count(targets, TargetState.UNKNOWN);
        body.put("failed", targets.size() - count(targets, TargetState.SUCCEEDED) - unknown);
        body.put("unknown", unknown);
        return json(body);
    }

    private static ServerResult withoutResult(Target target) {
        String text =
                switch (target.state()) {
                    case UNKNOWN -> OUTCOME_UNKNOWN;
                    case CANCELLED -> pick(target, CANCELLED, SERVICE_CANCELLED, RELEASE_CANCELLED);
                    case HELD, PENDING, QUEUED, RUNNING, SUCCEEDED, FAILED, SKIPPED ->
                        pick(target, ServerResult.NOT_UPDATED, SERVICE_NOT_DONE, RELEASE_NOT_DONE);
                };
        return new ServerResult(new Part(text, false), new Part(text, false));
    }

    private static String pick(Target target, String update, String service, String release) {
        return target.release() != null ? release : target.control() != null ? service : update;
    }

    private static Map<String, Object> part(Part part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", part.data());
        map.put("status", part.status());
        return map;
    }

    /** The job in the seed's words; a service job has an action in the place of a version, and a release's files are those of another job. */
    private static Map<String, Object> about(Map<String, Object> body, JobHead job) {
        VersionRef version = job.version();
        body.put("uuid", isRelease(job) ? job.id() : version.uuid());
        body.put("update_type", version.updateType());
        body.put(isService(job) ? "action" : "version", version.version());
        return body;
    }

    private static boolean isService(JobHead job) {
        return job.kind() == JobKind.SERVICE;
    }

    private static boolean isRelease(JobHead job) {
        return job.kind() == JobKind.RELEASE;
    }

    private static long count(List<Target> targets, TargetState state) {
        return targets.stream().filter(target -> target.state() == state).count();
    }

    private static String json(Map<String, Object> body) {
        return JSON.writeValueAsString(body);
    }
}
