package io.slipway.worker.shell;

import io.slipway.worker.Cancellation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oldest rsync a worker works with. What is older has holes that everybody can read about, and a host that is not trusted
 * talks to it; see docs/security.md.
 */
final class RsyncFloor {
    private static final Logger log = LoggerFactory.getLogger(RsyncFloor.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern SAID = Pattern.compile("rsync\\s+version\\s+v?(\\d{1,6}(?:\\.\\d{1,6}){1,2})(?!\\d)");
    private static final int PARTS = 3;

    private RsyncFloor() {}

    /**
     * Asks the rsync of this machine. A machine without one passes: not every worker copies files, and the preflight tells.
     *
     * @param floor such as {@code 3.5.0}; empty where any will do
     * @throws IllegalStateException {@code outdated:rsync}, with both versions and what to do
     */
    static void require(ShellRunner runner, String floor) {
        if (floor.isEmpty()) {
            return;
        }
        ShellResult answer = ask(runner);
        Matcher version = SAID.matcher(answer.stdout());
        if (answer.end() == ShellResult.End.NOT_STARTED) {
            log.warn("there is no rsync on this machine: {}; orders that copy files will fail", answer.stderr());
        } else if (!version.find()) {
            throw outdated("says no version", floor);
        } else if (Arrays.compare(parts(version.group(1)), parts(floor)) < 0) {
            throw outdated("is " + version.group(1), floor);
        }
    }

    private static ShellResult ask(ShellRunner runner) {
        try {
            return runner.run(ShellCommand.of(List.of("rsync", "--version")), LIMIT, new Cancellation());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking rsync for its version", e);
        }
    }

    private static IllegalStateException outdated(String what, String floor) {
        return new IllegalStateException("outdated:rsync: rsync of this machine " + what
                + ", slipway.worker.rsync-floor asks for " + floor
                + " or newer. Upgrade it; where the distribution has mended"
                + " an older one, set the floor to that");
    }

    private static int[] parts(String version) {
        int[] parts = new int[PARTS];
        String[] given = version.split("\\.", PARTS);
        for (int i = 0; i < given.length; i++) {
            parts[i] = Integer.parseInt(given[i]);
        }
        return parts;
    }
}
