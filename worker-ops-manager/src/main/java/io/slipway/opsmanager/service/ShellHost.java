package io.slipway.opsmanager.service;

import io.slipway.opsmanager.ssh.SshSession.Finished;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A host whose processes are steered by commands over ssh: one for each process, several at once. */
final class ShellHost implements ServiceHost {
    /** sshd lets ten programs run in a session (MaxSessions). */
    private static final int AT_ONCE = 8;

    private final HostShell shell;
    private final ShellCommands commands;
    private final SideWork side;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** The end of a command, or why there is none. */
    private record End(
            @Nullable Finished finished, @Nullable HostTrouble trouble) {}

    ShellHost(HostShell shell, ShellCommands commands, SideWork side) {
        this.shell = shell;
        this.commands = commands;
        this.side = side;
    }

    @Override
    public Map<String, ServiceReading> read(Collection<String> processes) throws HostTrouble, InterruptedException {
        Map<String, List<String>> words = new LinkedHashMap<>();
        processes.forEach(process -> words.put(process, commands.status(process)));
        Map<String, ServiceReading> readings = new HashMap<>();
        for (Map.Entry<String, End> one : ends(words).entrySet()) {
            HostTrouble trouble = one.getValue().trouble();
            if (trouble != null) {
                throw trouble;
            }
            readings.put(
                    one.getKey(),
                    commands.reading(Objects.requireNonNull(one.getValue().finished())));
        }
        return readings;
    }

    @Override
    public Map<String, SteerAnswer> steer(Map<String, Verb> wishes) throws HostTrouble, InterruptedException {
        Map<String, List<String>> words = new LinkedHashMap<>();
        wishes.forEach((process, verb) -> words.put(process, commands.words(process, verb)));
        Map<String, End> ends = ends(words);
        for (End end : ends.values()) {
            HostTrouble trouble = end.trouble();
            if (trouble != null && ends.values().stream().allMatch(ShellHost::neverSent)) {
                throw trouble;
            }
        }
        Map<String, SteerAnswer> answers = new HashMap<>();
        ends.forEach((process, end) -> answers.put(process, answer(end)));
        return answers;
    }

    private SteerAnswer answer(End end) {
        HostTrouble trouble = end.trouble();
        if (trouble == null) {
            return commands.answer(Objects.requireNonNull(end.finished()));
        }
        return trouble.inDoubt()
                ? SteerAnswer.inDoubt(trouble.sentence())
                : SteerAnswer.refused(trouble.code(), trouble.sentence());
    }

    private static boolean neverSent(End end) {
        HostTrouble trouble = end.trouble();
        return trouble != null && !trouble.inDoubt();
    }

    private Map<String, End> ends(Map<String, List<String>> words) throws InterruptedException {
        Map<String, Future<End>> running = new LinkedHashMap<>();
        words.forEach((process, command) -> running.put(process, side.submit(() -> run(command))));
        Map<String, End> ends = new LinkedHashMap<>();
        for (Map.Entry<String, Future<End>> one : running.entrySet()) {
            ends.put(one.getKey(), SideWork.join(one.getValue()));
        }
        return ends;
    }

    private End run(List<String> command) throws InterruptedException {
        places.acquire();
        try {
            return new End(shell.run(command), null);
        } catch (HostTrouble e) {
            return new End(null, e);
        } finally {
            places.release();
        }
    }

    @Override
    public Timing timing(String process) {
        return Timing.NONE;
    }

    @Override
    public void close() {
        shell.close();
    }
}
