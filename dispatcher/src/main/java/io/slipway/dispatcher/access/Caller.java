package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.ApiToken;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a token or a person who is logged in. Controllers take it as a parameter; it then knows the role that their route
 * needs, and every question about a project is a question about that role in that project.
 *
 * @param name of the token or the account; shown in the audit
 * @param displayName for people
 * @param grants what it may do where
 * @param expiresAt when it stops being known; null for never
 * @param route the role that the route of this request needs; {@link AccessRole#VIEWER} outside of a request
 */
public record Caller(
        String name,
        String displayName,
        CallerSource source,
        List<Grant> grants,
        @Nullable Instant expiresAt,
        AccessRole route) {
    public Caller {
        grants = List.copyOf(grants);
    }

    static Caller of(ApiToken token) {
        Set<AccessRole> roles = token.roles().stream()
                .flatMap(role -> AccessRole.ofWire(role).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Caller(
                token.name(),
                token.name(),
                CallerSource.TOKEN,
                token.projects().stream()
                        .map(project -> new Grant(project, roles))
                        .toList(),
                token.expiresAt(),
                AccessRole.VIEWER);
    }

    /** Someone who asked before and is not here now; of this project alone. */
    public static Caller inProject(String name, String project, AccessRole role) {
        Grant grant = new Grant(project, Set.of(role));
        return new Caller(name, name, CallerSource.TOKEN, List.of(grant), null, AccessRole.VIEWER);
    }

    Caller on(AccessRole needed) {
        return new Caller(name, displayName, source, grants, expiresAt, needed);
    }

    /** Whether there is any project at all in which it has the role. */
    boolean holdsSomewhere(AccessRole needed) {
        return grants.stream().anyMatch(grant -> grant.covers(needed));
    }

    public boolean holds(AccessRole needed, String project) {
        return grants.stream().anyMatch(grant -> grant.isAbout(project) && grant.covers(needed));
    }

    /** For every project, also those to come. */
    public boolean holdsEverywhere(AccessRole needed) {
        return holds(needed, Grant.EVERY);
    }

    /** Whether the route is open to it for every project. */
    public boolean seesAll() {
        return holdsEverywhere(route);
    }

    /** Whether the route is open to it for this project. */
    public boolean sees(String project) {
        return holds(route, project);
    }

    /** The projects named in its grants for which the route is open to it; nothing of those who see all. */
    public Set<String> projects() {
        return grants.stream()
                .filter(grant -> !grant.project().equals(Grant.EVERY) && grant.covers(route))
                .map(Grant::project)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What belongs to a project where it may do nothing does not exist for it.
     *
     * @param missing what to answer then, the same as for something that is not there at all
     * @throws ProblemException {@code forbidden} where it may look at the project and not do what the route does
     */
    public void mustSee(String project, ProblemCode missing) {
        RequestMarks.projectOfCurrent(project); // also where it is refused: its administrators may know
        if (!holds(AccessRole.VIEWER, project)) {
            throw new ProblemException(missing);
        }
        mustHold(route, project);
    }

    /** @throws ProblemException {@code forbidden} unless it has this role in the project, whatever the route needs */
    public void mustHold(AccessRole needed, String project) {
        if (!holds(needed, project)) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
    }

    /** Those of the list for which the route is open to it, in order. */
    public List<String> visible(List<String> codes) {
        return codes.stream().filter(this::sees).toList();
    }
}
