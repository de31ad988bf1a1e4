package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.onboarding.QueueMappings;
import io.slipway.job.JobKind;
import io.slipway.job.Role;
import io.slipway.job.StepKind;
import org.springframework.stereotype.Component;

/** Whether the project is set up for the job: a queue for each role, an rsync manager for a push. */
@Component
public class SetupChecks {
    private final QueueMappings mappings;

    SetupChecks(QueueMappings mappings) {
        this.mappings = mappings;
    }

    /** Adds what is missing for that kind of job. */
    public void check(JobKind kind, Location location, FieldProblems problems) {
        String project = location.project().code();
        String area = location.area().name();
        for (StepKind step : kind.steps()) {
            if (location.area().roles().contains(step.role())
                    && mappings.queueFor(step.role(), project, area).isEmpty()) {
                problems.add(noQueue(step.role(), project, area));
            }
        }
        if (kind.pushesFiles() && location.area().rsyncManagers().isEmpty()) {
            problems.add(FieldProblem.of(
                    ProblemCode.NO_RSYNC_MANAGER,
                    "",
                    "项目 " + project + " 的地区 " + area + " 没有配置 rsync 管理机",
                    "Project " + project + ", area " + area + ", has no rsync manager"));
        }
    }

    private static FieldProblem noQueue(Role role, String project, String area) {
        return FieldProblem.of(
                ProblemCode.NO_QUEUE,
                "",
                "项目 " + project + " 的地区 " + area + " 没有 " + role.wire() + " 队列",
                "Project " + project + ", area " + area + ", has no " + role.wire() + " queue");
    }
}
