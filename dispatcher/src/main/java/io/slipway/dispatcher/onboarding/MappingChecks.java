package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMapping.MappedArea;
import io.slipway.job.Role;
import io.slipway.name.AreaName;
import io.slipway.name.SafeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a queue mapping may say, alone and beside the others. */
final class MappingChecks {
    private static final int MAX_ENTRIES = 500;
    /** Names the broker's own queues begin with. */
    private static final List<String> RESERVED = List.of("slipway.", "amq.");

    private MappingChecks() {}

    /** @return the mapping; throws with everything that is wrong */
    static QueueMapping read(String queue, QueueMappingBody body) {
        FieldProblems problems = new FieldProblems();
        problems.require(
                SafeName.allowed(queue) && RESERVED.stream().noneMatch(queue::startsWith),
                ProblemCode.BAD_NAME,
                "/queue");
        problems.require(body.queue() == null || queue.equals(body.queue()), ProblemCode.BAD_VALUE, "/queue");
        Optional<Role> role = role(body.role());
        problems.require(role.isPresent(), ProblemCode.BAD_VALUE, "/role");
        List<String> projects = body.projectList();
        List<MappedArea> areas = body.areaList();
        problems.require(!projects.isEmpty() || !areas.isEmpty(), ProblemCode.TOO_FEW, "/projects");
        if (problems.atMost(MAX_ENTRIES, projects.size(), "/projects")) {
            for (int i = 0; i < projects.size(); i++) {
                problems.require(SafeName.allowed(projects.get(i)), ProblemCode.BAD_NAME, "/projects/" + i);
                problems.require(projects.indexOf(projects.get(i)) == i, ProblemCode.DUPLICATE, "/projects/" + i);
            }
        }
        if (problems.atMost(MAX_ENTRIES, areas.size(), "/areas")) {
            for (int i = 0; i < areas.size(); i++) {
                MappedArea area = areas.get(i);
                problems.require(SafeName.allowed(area.project()), ProblemCode.BAD_NAME, "/areas/" + i + "/project");
                problems.require(AreaName.allowed(area.area()), ProblemCode.BAD_NAME, "/areas/" + i + "/area");
                problems.require(areas.indexOf(area) == i, ProblemCode.DUPLICATE, "/areas/" + i);
            }
        }
        problems.refuseIfAny();
        return new QueueMapping(queue, role.orElseThrow(), List.copyOf(projects), areas);
    }

    /** @return an {@code already_mapped} naming both queues for each project and area that another queue of the role has */
    static List<FieldProblem> conflicts(QueueMapping wanted, List<QueueMapping> all) {
        List<FieldProblem> problems = new ArrayList<>();
        for (QueueMapping other : all) {
            if (other.role() != wanted.role() || other.queue().equals(wanted.queue())) {
                continue;
            }
            for (int i = 0; i < wanted.projects().size(); i++) {
                if (other.projects().contains(wanted.projects().get(i))) {
                    problems.add(conflict("/projects/" + i, wanted.projects().get(i), wanted, other));
                }
            }
            for (int i = 0; i < wanted.areas().size(); i++) {
                MappedArea area = wanted.areas().get(i);
                if (other.areas().contains(area)) {
                    problems.add(conflict("/areas/" + i, area.project() + "/" + area.area(), wanted, other));
                }
            }
        }
        return problems;
    }

    static Optional<Role> role(String wire) {
        for (Role role : Role.values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private static FieldProblem conflict(String pointer, String what, QueueMapping wanted, QueueMapping other) {
        return FieldProblem.of(
                ProblemCode.ALREADY_MAPPED,
                pointer,
                what + " 的 " + other.role().wire() + " 已映射到队列 " + other.queue() + ",不能同时映射到 " + wanted.queue(),
                what + " is mapped to queue " + other.queue() + " for "
                        + other.role().wire() + ", so not to " + wanted.queue() + " as well");
    }
}
