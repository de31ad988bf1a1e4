package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Grant;
import io.slipway.dispatcher.store.RoleGrant;
import io.slipway.name.SafeName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What the groups of a directory give, as it is configured. */
final class GroupGrants {
    private final Map<String, List<RoleGrant>> byGroup;

    /**
     * A grant of a group.
     *
     * @param project its code, or {@code *}
     */
    record GroupGrant(
            @DefaultValue("") String project, @DefaultValue Set<AccessRole> roles) {
        GroupGrant {
            if (!project.equals(Grant.EVERY) && !SafeName.allowed(project)) {
                throw new IllegalArgumentException("a group's grant needs a project: its code, or *");
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a group's grant needs roles");
            }
        }
    }

    GroupGrants(Map<String, List<GroupGrant>> configured) {
        this.byGroup = configured.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> key(entry.getKey()), entry -> entry.getValue().stream()
                        .map(GroupGrants::stored)
                        .toList()));
    }

    /** @param groups names as the directory says them; whether their letters are large makes no difference */
    List<RoleGrant> of(Collection<String> groups) {
        return groups.stream()
                .map(GroupGrants::key)
                .distinct()
                .sorted()
                .flatMap(group -> byGroup.getOrDefault(group, List.of()).stream())
                .toList();
    }

    private static RoleGrant stored(GroupGrant grant) {
        return new RoleGrant(
                grant.project(),
                grant.roles().stream().sorted().map(AccessRole::wire).toList());
    }

    private static String key(String group) {
        return group.toLowerCase(Locale.ROOT);
    }
}
