package io.slipway.opsmanager.board;

import io.slipway.contract.ProcessReading;
import io.slipway.contract.ProcessState;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WatchedHost;
import io.slipway.opsmanager.supervisor.ProcessInfo;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import java.util.List;
import java.util.Optional;

/** Asks a host's supervisord for all its processes, in one call. */
final class HostReader {
    /** More are left out: no host runs that many game servers. */
    static final int MOST_PROCESSES = 256;

    private final SupervisorWeb web;
    private final SupervisorSites sites;

    /** @param web whose limits are the deadline of one host */
    HostReader(SupervisorWeb web, SupervisorSites sites) {
        this.web = web;
        this.sites = sites;
    }

    Reading read(WatchedHost host) throws InterruptedException {
        Optional<SupervisorAddress> address = sites.of(host.project(), host.ip());
        if (address.isEmpty()) {
            return Reading.failed(
                    ReadingProblem.NOT_WATCHED, "no service.supervisor for the project " + host.project());
        }
        try {
            List<ProcessInfo> infos = new Supervisor(web, address.get()).allProcesses();
            long hostSeconds = infos.stream().mapToLong(ProcessInfo::now).max().orElse(0);
            return new Reading(
                    hostSeconds,
                    infos.stream()
                            .limit(MOST_PROCESSES)
                            .map(HostReader::reading)
                            .toList(),
                    null);
        } catch (SupervisorException e) {
            return Reading.failed(code(e.kind()), String.valueOf(e.getMessage()));
        }
    }

    private static ProcessReading reading(ProcessInfo info) {
        ProcessState state = ProcessState.ofName(info.state().name());
        boolean runs = state == ProcessState.RUNNING;
        return new ProcessReading(
                ShortText.of(info.group()),
                ShortText.of(info.name()),
                state,
                (int) info.pid(),
                info.start(),
                info.exitStatus(),
                runs ? "" : ShortText.of(info.description()));
    }

    /** As people are told of it. */
    private static String code(SupervisorException.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> ReadingProblem.UNREACHABLE;
            case NO_ANSWER, CUT_OFF -> ReadingProblem.NO_ANSWER;
            case AUTH, SECRET -> ReadingProblem.ACCESS_DENIED;
            case FAULT, SERVER_ERROR, BAD_ANSWER, TOO_OLD -> ReadingProblem.BAD_ANSWER;
        };
    }
}
