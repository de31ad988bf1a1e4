package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the project and the area a URL names. */
@Component
public class Locations {
    private final ProjectStore projects;

    Locations(ProjectStore projects) {
        this.projects = projects;
    }

    /**
     * @param area name of the area, or one of its codes
     * @param client whether a client update is meant, which may have codes of its own
     * @throws ProblemException {@code unknown_project}, {@code unknown_area}, or {@code ambiguous_area} naming the codes
     */
    public Location find(Caller caller, String project, String area, boolean client) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        Project found = projects.find(project).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
        for (Project.Area candidate : found.areas()) {
            if (candidate.codes(client).contains(area)) {
                return new Location(found, candidate, area);
            }
        }
        Project.Area named = found.area(area).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_AREA));
        return new Location(found, named, onlyCode(named.codes(client)));
    }

    /**
     * For what has no directory of its own, so that it makes no difference which code is meant.
     *
     * @throws ProblemException {@code unknown_project} or {@code unknown_area}
     */
    public Location findWhole(Caller caller, String project, String area) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        Project found = projects.find(project).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
        return found.areas().stream()
                .filter(one -> one.name().equals(area) || one.codes().contains(area))
                .findFirst()
                .map(one -> new Location(found, one, one.codes().get(0)))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_AREA));
    }

    private static String onlyCode(List<String> codes) {
        if (codes.size() == 1) {
            return codes.get(0);
        }
        String list = String.join(", ", codes);
        throw new ProblemException(FieldProblem.of(
                ProblemCode.AMBIGUOUS_AREA,
                "",
                "请在地址中使用其中一个英文名: " + list,
                "Use one of these codes in the address: " + list));
    }
}
