package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.ApiToken;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who calls: the token of this request. Controllers take it as a parameter.
 *
 * @param name name of the token
 * @param projects project codes, or {@code *} for all
 */
public record Caller(String name, Set<String> projects, Set<AccessRole> roles) {
    static final String ALL = "*";

    static Caller of(ApiToken token) {
        return new Caller(
                token.name(),
                Set.copyOf(token.projects()),
                token.roles().stream()
                        .flatMap(role -> AccessRole.ofWire(role).stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean has(AccessRole needed) {
        return roles.stream().anyMatch(role -> role.covers(needed));
    }

    public boolean seesAll() {
        return projects.contains(ALL);
    }

    public boolean sees(String project) {
        return seesAll() || projects.contains(project);
    }

    /**
     * What is not this token's project does not exist for it.
     *
     * @param missing what to answer, the same as for something that is not there at all
     */
    public void mustSee(String project, ProblemCode missing) {
        if (!sees(project)) {
            throw new ProblemException(missing);
        }
    }

    /** Those of the list it may see, in order. */
    public List<String> visible(List<String> codes) {
        return codes.stream().filter(this::sees).toList();
    }
}
