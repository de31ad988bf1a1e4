package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Which game servers a job that is not over touches: what is called by IP and name there must not become another process, or
 * nothing, under the hands of those who watch the job. What the job does is frozen at its accept in any case.
 */
@Component
class ServerUse {
    private final JobStore jobs;

    ServerUse(JobStore jobs) {
        this.jobs = jobs;
    }

    /** Id of a game server to that of a job. */
    Map<String, String> ofProject(String project) {
        Map<String, String> holders = new HashMap<>();
        for (String job : jobs.activeIds(project)) {
            jobs.inputs(job).hosts().forEach(host -> host.servers()
                    .forEach(server -> holders.putIfAbsent(host.ip() + ":" + server.name(), job)));
        }
        return holders;
    }

    /** Whether the change is one of where and what the process is, and not only of what is said of it. */
    static boolean moves(RegisteredServer before, RegisteredServer after) {
        return !before.id().equals(after.id())
                || !before.process().equals(after.process())
                || !before.area().equals(after.area());
    }

    /**
     * @param pointers of what is to be moved or removed, by id of the server
     * @throws ProblemException {@code in_use} naming the jobs
     */
    void refuseHeld(String project, Map<String, String> pointers) {
        if (pointers.isEmpty()) {
            return;
        }
        Map<String, String> holders = ofProject(project);
        List<FieldProblem> held = new ArrayList<>();
        TreeSet<String> jobIds = new TreeSet<>();
        pointers.forEach((id, pointer) -> {
            String job = holders.get(id);
            if (job != null) {
                jobIds.add(job);
                held.add(FieldProblem.of(
                        ProblemCode.IN_USE, pointer, "任务 " + job + " 正在操作 " + id, "Job " + job + " touches " + id));
            }
        });
        if (!held.isEmpty()) {
            String list = String.join(", ", jobIds);
            throw new ProblemException(
                    ProblemCode.IN_USE,
                    held,
                    new ProblemException.Hint(
                            "请等待任务结束或取消任务: " + list + "。标签、名称等说明仍可修改",
                            "Wait for the job to end, or cancel it: " + list
                                    + ". Labels, titles and the like can be changed meanwhile"));
        }
    }
}
