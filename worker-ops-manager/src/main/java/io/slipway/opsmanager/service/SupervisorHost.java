package io.slipway.opsmanager.service;

import io.slipway.opsmanager.supervisor.CallResult;
import io.slipway.opsmanager.supervisor.ProcessConfig;
import io.slipway.opsmanager.supervisor.ProcessInfo;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorCall;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorFault;
import io.slipway.opsmanager.supervisor.SupervisorLook;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host with supervisord. Every look at it and every set of wishes is one request. */
final class SupervisorHost implements ServiceHost {
    private final Supervisor supervisor;
    private @Nullable SupervisorLook first;

    SupervisorHost(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Map<String, ServiceReading> read(Collection<String> processes) throws HostTrouble, InterruptedException {
        try {
            List<ProcessInfo> found = infos(List.copyOf(processes));
            Map<String, ServiceReading> readings = new HashMap<>();
            for (String process : processes) {
                readings.put(
                        process,
                        found.stream()
                                .filter(info -> info.is(process))
                                .findFirst()
                                .map(SupervisorHost::reading)
                                .orElseGet(ServiceReading::missing));
            }
            return readings;
        } catch (SupervisorException e) {
            throw FaultTable.trouble(e);
        }
    }

    /** The first look also tells version and configuration; later ones ask for all processes only where most are wanted. */
    private List<ProcessInfo> infos(List<String> processes) throws SupervisorException, InterruptedException {
        SupervisorLook before = first;
        if (before == null) {
            SupervisorLook look = supervisor.look();
            first = look;
            return look.processes();
        }
        return 2 * processes.size() > before.processes().size()
                ? supervisor.allProcesses()
                : supervisor.processes(processes);
    }

    @Override
    public Map<String, SteerAnswer> steer(Map<String, Verb> wishes) throws HostTrouble, InterruptedException {
        List<Map.Entry<String, Verb>> order = List.copyOf(wishes.entrySet());
        List<SupervisorCall> calls = order.stream()
                .map(wish -> wish.getValue() == Verb.START
                        ? Supervisor.startCall(wish.getKey())
                        : Supervisor.stopCall(wish.getKey()))
                .toList();
        try {
            List<CallResult> results = supervisor.steer(calls);
            Map<String, SteerAnswer> answers = new HashMap<>();
            for (int i = 0; i < calls.size(); i++) {
                SupervisorFault fault = results.get(i).fault();
                answers.put(order.get(i).getKey(), fault == null ? SteerAnswer.TAKEN : FaultTable.answer(fault));
            }
            return answers;
        } catch (SupervisorException e) {
            throw FaultTable.trouble(e);
        }
    }

    @Override
    public Timing timing(String process) {
        SupervisorLook look = first;
        return look == null
                ? Timing.NONE
                : look.config(process).map(SupervisorHost::timing).orElse(Timing.NONE);
    }

    @Override
    public void close() {}

    private static Timing timing(ProcessConfig config) {
        return new Timing(Duration.ofSeconds(config.startSecs()), Duration.ofSeconds(config.stopWaitSecs()));
    }

    private static ServiceReading reading(ProcessInfo info) {
        ServiceReading.State state =
                switch (info.state()) {
                    case RUNNING -> ServiceReading.State.RUNNING;
                    case STARTING -> ServiceReading.State.STARTING;
                    case BACKOFF -> ServiceReading.State.RETRYING;
                    case STOPPING -> ServiceReading.State.STOPPING;
                    case STOPPED, EXITED -> ServiceReading.State.DOWN;
                    case FATAL -> ServiceReading.State.FAILED;
                    case UNKNOWN -> ServiceReading.State.UNKNOWN;
                };
        String detail = info.state() + (info.spawnError().isEmpty() ? "" : ": " + info.spawnError());
        return new ServiceReading(state, info.pid(), info.start(), detail);
    }
}
