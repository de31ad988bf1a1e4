package io.slipway.check;

import io.slipway.contract.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process runs and as whom: a fix names both.
 *
 * @param host as people call it
 * @param user account of the process
 */
public record Site(String host, String user) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** This process. */
    public static Site here(String host) {
        return new Site(host, System.getProperty("user.name"));
    }

    /** This process, on a machine that is called as its kernel says. */
    public static Site here() {
        try {
            return here(Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return here("localhost"); // a name for people; nothing is decided on it
        }
    }

    /** Tells to run a command there. */
    public Words run(String command) {
        return new Words("在主机 " + host + " 上执行: " + command, "On host " + host + " run: " + command);
    }

    /** Tells to do something there. */
    public Words does(String zh, String en) {
        return new Words("在主机 " + host + " 上" + zh, "On host " + host + ": " + en);
    }
}
