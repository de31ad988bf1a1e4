package io.slipway.opsmanager;

import io.slipway.production.ProductionRule;
import io.slipway.production.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hosts are reached through ssh. An rsync daemon, Erlang distribution and supervisord speak in clear, which only somebody who
 * knows the network can allow, project by project.
 */
final class HostRule implements ProductionRule {
    private static final String PROJECTS = "slipway.ops-manager.projects";
    /** Adapters that go through ssh; everything else is in clear. */
    private static final Set<String> SSH = Set.of("ssh", "systemd");

    private static final String PRIVATE = "slipway.private-networks";

    @Override
    public List<Refusal> refusals(Environment settings) {
        Binder binder = Binder.get(settings);
        Set<String> allowed = binder.bind(PRIVATE, Bindable.setOf(String.class)).orElse(Set.of());
        List<Refusal> found = new ArrayList<>();
        binder.bind(PROJECTS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .forEach((project, value) -> {
                    if (value instanceof Map<?, ?> hosts && !allowed.contains(project)) {
                        found.addAll(refusals(project, hosts));
                    }
                });
        return found;
    }

    private static List<Refusal> refusals(String project, Map<?, ?> hosts) {
        String prefix = PROJECTS + "." + project;
        List<Refusal> found = new ArrayList<>();
        if (value(hosts, "host-root") != null && !SSH.contains(text(hosts, "adapter"))) {
            found.add(inClear(prefix + ".adapter", project));
        }
        if (value(hosts, "service") instanceof Map<?, ?> service && !SSH.contains(text(service, "adapter"))) {
            found.add(inClear(prefix + ".service.adapter", project));
        }
        if (value(hosts, "release") instanceof Map<?, ?> release && !SSH.contains(text(release, "adapter"))) {
            found.add(inClear(prefix + ".release.adapter", project));
        }
        return found;
    }

    private static String text(Map<?, ?> settings, String key) {
        return String.valueOf(value(settings, key)).toLowerCase(Locale.ROOT);
    }

    /** A key may be written {@code host-root}, {@code hostRoot} or {@code HOSTROOT}. */
    private static @Nullable Object value(Map<?, ?> settings, String key) {
        return settings.entrySet().stream()
                .filter(entry -> plain(String.valueOf(entry.getKey())).equals(plain(key)))
                .findFirst()
                .<Object>map(Map.Entry::getValue)
                .orElse(null);
    }

    private static String plain(String key) {
        return key.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static Refusal inClear(String setting, String project) {
        return new Refusal(
                setting,
                "is not ssh: files, cookies and passwords reach the hosts in clear",
                "不是 ssh：文件、cookie 和密码会以明文到达主机",
                "ssh, or name " + project + " in " + PRIVATE
                        + " where all its hosts are in a private network or a VPN");
    }
}
