package io.slipway.opsmanager;

import io.slipway.production.ProductionRule;
import io.slipway.production.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hosts are reached through ssh. An rsync daemon, Erlang distribution and supervisord speak in clear, which only somebody who
 * knows the network can allow, project by project.
 */
final class HostRule implements ProductionRule {
    private static final String PROJECTS = "slipway.ops-manager.projects";
    private static final String PRIVATE = "slipway.private-networks";

    @Override
    public List<Refusal> refusals(Environment settings) {
        Binder binder = Binder.get(settings);
        Set<String> allowed =
                binder.bind(PRIVATE, Bindable.setOf(String.class)).orElse(Set.of());
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
        if (hosts.containsKey("host-root") && !"ssh".equals(text(hosts, "adapter"))) {
            found.add(inClear(prefix + ".adapter", project));
        }
        if (hosts.get("service") instanceof Map<?, ?> service
                && !Set.of("ssh", "systemd").contains(text(service, "adapter"))) {
            found.add(inClear(prefix + ".service.adapter", project));
        }
        if (hosts.get("release") instanceof Map<?, ?> release && !"ssh".equals(text(release, "adapter"))) {
            found.add(inClear(prefix + ".release.adapter", project));
        }
        return found;
    }

    private static String text(Map<?, ?> settings, String key) {
        return String.valueOf(settings.get(key));
    }

    private static Refusal inClear(String setting, String project) {
        return new Refusal(
                setting,
                "is not ssh: files, cookies and passwords reach the hosts in clear",
                "不是 ssh：文件、cookie 和密码会以明文到达主机",
                "ssh, or name " + project + " in " + PRIVATE + " where all its hosts are in a private network or a VPN");
    }
}
