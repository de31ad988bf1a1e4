package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Grant;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.RoleGrant;
import io.slipway.name.SafeName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Grants as they are stored, as they are asked for and as they are shown. */
final class Grants {
    private static final int MAX = 100;

    private Grants() {}

    /** Those of both, one for each project. */
    static List<Grant> joined(List<RoleGrant> some, List<RoleGrant> more) {
        Map<String, Set<AccessRole>> byProject = new TreeMap<>();
        List<RoleGrant> all = new ArrayList<>(some);
        all.addAll(more);
        for (RoleGrant grant : all) {
            Set<AccessRole> roles =
                    byProject.computeIfAbsent(grant.project(), project -> EnumSet.noneOf(AccessRole.class));
            grant.roles().forEach(role -> AccessRole.ofWire(role).ifPresent(roles::add));
        }
        return byProject.entrySet().stream()
                .map(entry -> new Grant(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Sorted by project, roles from the least. */
    static List<GrantBody> shown(List<Grant> grants) {
        return joined(
                        grants.stream()
                                .map(grant -> new RoleGrant(
                                        grant.project(),
                                        grant.roles().stream()
                                                .map(AccessRole::wire)
                                                .toList()))
                                .toList(),
                        List.of())
                .stream()
                .map(grant -> new GrantBody(
                        grant.project(),
                        grant.roles().stream().sorted().map(AccessRole::wire).toList()))
                .toList();
    }

    static List<GrantBody> shownStored(List<RoleGrant> grants) {
        return shown(joined(grants, List.of()));
    }

    static List<RoleGrant> stored(List<GrantBody> asked) {
        return asked.stream()
                .map(grant -> new RoleGrant(grant.project(), List.copyOf(grant.roles())))
                .toList();
    }

    /** Adds what is wrong with grants that were asked for, below {@code /grants}. */
    static void check(List<GrantBody> asked, FieldProblems problems) {
        if (!problems.atMost(MAX, asked.size(), "/grants")) {
            return;
        }
        Set<String> projects = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            String here = "/grants/" + i;
            GrantBody grant = asked.get(i);
            boolean named = grant.project().equals(Grant.EVERY) || SafeName.allowed(grant.project());
            problems.require(named, ProblemCode.BAD_NAME, here + "/project");
            problems.require(projects.add(grant.project()), ProblemCode.DUPLICATE, here + "/project");
            problems.require(!grant.roles().isEmpty(), ProblemCode.TOO_FEW, here + "/roles");
            if (problems.atMost(AccessRole.values().length, grant.roles().size(), here + "/roles")) {
                for (int j = 0; j < grant.roles().size(); j++) {
                    problems.require(
                            AccessRole.ofWire(grant.roles().get(j)).isPresent(),
                            ProblemCode.BAD_VALUE,
                            here + "/roles/" + j);
                }
            }
        }
    }
}
