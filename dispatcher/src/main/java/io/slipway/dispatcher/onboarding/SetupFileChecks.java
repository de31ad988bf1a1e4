package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.QueueMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds a whole file against what single documents may say, and its documents against each other. */
final class SetupFileChecks {
    private static final int MAX_ENTRIES = 2000;
    private static final String PROJECTS = "/projects";
    private static final String MAPPINGS = "/queue_mappings";

    private final FieldProblems problems = new FieldProblems();

    private SetupFileChecks() {}

    /** The documents of a file that has passed. */
    record Documents(List<Project> projects, List<QueueMapping> mappings) {}

    /**
     * @param present the mappings of now
     * @param move whether mappings that are not in the file give up what the file maps
     * @throws ProblemException with everything that is wrong, pointers into the file
     */
    static Documents check(SetupFile file, Collection<QueueMapping> present, boolean move) {
        SetupFileChecks checks = new SetupFileChecks();
        checks.names(file);
        checks.problems.refuseIfAny();
        List<Project> projects = checks.projects(file.projectList());
        List<QueueMapping> mappings = checks.mappings(file.mappingList());
        checks.problems.refuseIfAny();
        for (int i = 0; i < mappings.size(); i++) {
            checks.addAll(MAPPINGS + "/" + i, MappingPlan.conflicts(i, mappings, present, move));
        }
        checks.problems.refuseIfAny();
        return new Documents(projects, mappings);
    }

    private void names(SetupFile file) {
        if (file.projectList().isEmpty() && file.mappingList().isEmpty()) {
            problems.add(FieldProblem.of(ProblemCode.MISSING_FIELD, PROJECTS));
        }
        for (int i = 0; i < file.projectList().size(); i++) {
            problems.require(
                    file.projectList().get(i).code() != null, ProblemCode.MISSING_FIELD, PROJECTS + "/" + i + "/code");
        }
        for (int i = 0; i < file.mappingList().size(); i++) {
            problems.require(
                    file.mappingList().get(i).queue() != null,
                    ProblemCode.MISSING_FIELD,
                    MAPPINGS + "/" + i + "/queue");
        }
    }

    private List<Project> projects(List<ProjectBody> bodies) {
        List<Project> projects = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (problems.atMost(MAX_ENTRIES, bodies.size(), PROJECTS)) {
            for (int i = 0; i < bodies.size(); i++) {
                ProjectBody body = bodies.get(i);
                String code = String.valueOf(body.code());
                problems.require(seen.add(code), ProblemCode.DUPLICATE, PROJECTS + "/" + i + "/code");
                try {
                    ProjectChecks.check(code, body);
                    projects.add(body.toProject(code));
                } catch (ProblemException refused) {
                    addAll(PROJECTS + "/" + i, refused.fields());
                }
            }
        }
        return projects;
    }

    private List<QueueMapping> mappings(List<QueueMappingBody> bodies) {
        List<QueueMapping> mappings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (problems.atMost(MAX_ENTRIES, bodies.size(), MAPPINGS)) {
            for (int i = 0; i < bodies.size(); i++) {
                String queue = String.valueOf(bodies.get(i).queue());
                problems.require(seen.add(queue), ProblemCode.DUPLICATE, MAPPINGS + "/" + i + "/queue");
                try {
                    mappings.add(MappingChecks.read(queue, bodies.get(i)));
                } catch (ProblemException refused) {
                    addAll(MAPPINGS + "/" + i, refused.fields());
                }
            }
        }
        return mappings;
    }

    private void addAll(String pointer, List<FieldProblem> found) {
        found.forEach(field -> problems.add(field.moved(pointer + field.pointer())));
    }
}
