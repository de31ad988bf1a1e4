package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.opsmanager.service.ServiceReading.State;
import io.slipway.opsmanager.ssh.SshSession.Finished;
import io.slipway.opsmanager.template.PathTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code systemctl}: starts and stops are put in its queue ({@code --no-block}), the state is asked for. */
final class SystemdCommands implements ShellCommands {
    private static final String PROPERTIES =
            "LoadState,ActiveState,SubState,Result,MainPID,ExecMainStartTimestampMonotonic";

    private final ServiceAccess.Systemd settings;
    private final Map<String, String> units = new HashMap<>();

    SystemdCommands(ServiceAccess.Systemd settings, ControlServers order) {
        this.settings = settings;
        PathTemplate unit = PathTemplate.of("systemd.unit", settings.unit(), ServiceAccess.PLACE);
        for (GameServer server : order.servers()) {
            units.put(server.processName(), unit.expand(ServicePlace.values(order, server)));
        }
    }

    @Override
    public List<String> words(String process, ServiceHost.Verb verb) {
        return systemctl(verb == ServiceHost.Verb.START ? "start" : "stop", "--no-block", unit(process));
    }

    @Override
    public List<String> status(String process) {
        return systemctl("show", "--property=" + PROPERTIES, unit(process));
    }

    @Override
    public ServiceReading reading(Finished status) {
        Integer exit = status.exit();
        if (exit == null || exit != 0) {
            return new ServiceReading(
                    State.UNKNOWN, 0, 0, "systemctl 退出码 " + exit + ": " + ShellCommands.shown(status));
        }
        Map<String, String> found = new HashMap<>();
        status.output().lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        String active = found.getOrDefault("ActiveState", "");
        String sub = found.getOrDefault("SubState", "");
        String detail = active + " (" + sub + "), result " + found.getOrDefault("Result", "-");
        if (found.getOrDefault("LoadState", "").equals("not-found")) {
            return ServiceReading.missing();
        }
        return new ServiceReading(
                state(active, sub),
                number(found.getOrDefault("MainPID", "")),
                number(found.getOrDefault("ExecMainStartTimestampMonotonic", "")),
                detail);
    }

    private static State state(String active, String sub) {
        return switch (active) {
            case "active", "reloading", "refreshing" -> State.RUNNING;
            case "activating" -> sub.startsWith("auto-restart") ? State.RETRYING : State.STARTING;
            case "deactivating" -> State.STOPPING;
            case "inactive" -> State.DOWN;
            case "failed" -> State.FAILED;
            default -> State.UNKNOWN;
        };
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private String unit(String process) {
        return Objects.requireNonNull(units.get(process));
    }

    private List<String> systemctl(String... words) {
        List<String> all = new ArrayList<>(settings.systemctl());
        all.addAll(List.of(words));
        return all;
    }
}
