package io.slipway.process;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** An application that has a process of its own. */
public final class OwnProcess {
    private OwnProcess() {}

    /**
     * Starts it, or ends the process with 1. A start that failed half-way can leave threads, such as those of a connection that was
     * just being made; they would keep a process that does nothing, and systemd would never start another one.
     */
    public static void run(SpringApplicationBuilder application, String[] arguments) {
        try {
            application.run(arguments);
        } catch (RuntimeException e) { // Spring has logged it
            System.exit(1);
        }
    }
}
