package io.slipway.cli.command;

import picocli.CommandLine.Command;

/** {@code slipway service start}, {@code stop} and {@code restart}. */
final class ServiceCommands {
    private ServiceCommands() {}

    @Command(name = "start")
    static final class Start extends ServiceAction {
        Start(Session session) {
            super(session, "start");
        }
    }

    @Command(name = "stop")
    static final class Stop extends ServiceAction {
        Stop(Session session) {
            super(session, "stop");
        }
    }

    @Command(name = "restart")
    static final class Restart extends ServiceAction {
        Restart(Session session) {
            super(session, "restart");
        }
    }
}
