package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import java.time.Duration;
import java.util.Objects;

/** Makes the adapter that a project's settings name; connects to nothing yet. */
final class ServiceHosts {
    private final SupervisorWeb supervisors;
    private final Duration connect;

    ServiceHosts(SupervisorWeb supervisors, Duration connect) {
        this.supervisors = supervisors;
        this.connect = connect;
    }

    ServiceHost of(ControlServers order, ServiceAccess access, SideWork side) {
        return switch (access.adapter()) {
            case SUPERVISOR ->
                new SupervisorHost(new Supervisor(
                        supervisors, access.supervisorOf(order.ip()).orElseThrow()));
            case SSH, SYSTEMD ->
                new ShellHost(
                        new HostShell(
                                order.ip(), Objects.requireNonNull(access.login()), access.commandLimit(), connect),
                        access.adapter() == ServiceAccess.Adapter.SSH
                                ? new SiteCommands(Objects.requireNonNull(access.commands()), order)
                                : new SystemdCommands(access.systemd(), order),
                        side);
        };
    }
}
