package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.opsmanager.service.ServiceReading.State;
import io.slipway.opsmanager.ssh.SshSession.Finished;
import io.slipway.opsmanager.template.PathTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands that a site has of its own. */
final class SiteCommands implements ShellCommands {
    private static final Pattern PID = Pattern.compile("\\d{1,10}");

    private final ServiceAccess.Commands settings;
    private final Map<String, Map<String, String>> values = new HashMap<>();
    private final @Nullable Pattern running;

    SiteCommands(ServiceAccess.Commands settings, ControlServers order) {
        this.settings = settings;
        for (GameServer server : order.servers()) {
            values.put(server.processName(), ServicePlace.values(order, server));
        }
        String pattern = settings.runningPattern();
        this.running = pattern == null ? null : Pattern.compile(pattern);
    }

    @Override
    public List<String> words(String process, ServiceHost.Verb verb) {
        return expand(verb == ServiceHost.Verb.START ? settings.start() : settings.stop(), process);
    }

    @Override
    public List<String> status(String process) {
        return expand(settings.status(), process);
    }

    @Override
    public ServiceReading reading(Finished status) {
        Integer exit = status.exit();
        String detail = "状态命令退出码 " + exit + ": " + ShellCommands.shown(status);
        if (exit == null || TIMED_OUT.contains(exit)) {
            return new ServiceReading(State.UNKNOWN, 0, 0, "状态命令超时或被中断: " + ShellCommands.shown(status));
        }
        if (settings.runningExits().contains(exit)) {
            Pattern wanted = running;
            boolean up = wanted == null
                    || status.output().lines().anyMatch(line -> wanted.matcher(line)
                            .find());
            return new ServiceReading(up ? State.RUNNING : State.DOWN, up ? pid(status) : 0, 0, detail);
        }
        State state = settings.stoppedExits().contains(exit) ? State.DOWN : State.UNKNOWN;
        return new ServiceReading(state, 0, 0, detail);
    }

    private List<String> expand(List<String> words, String process) {
        Map<String, String> known = Objects.requireNonNull(values.get(process));
        return words.stream()
                .map(word ->
                        PathTemplate.of("commands", word, ServiceAccess.PLACE).expand(known))
                .toList();
    }

    private static long pid(Finished status) {
        String first = status.output().lines().findFirst().orElse("").strip();
        return PID.matcher(first).matches() ? Long.parseLong(first) : 0;
    }
}
