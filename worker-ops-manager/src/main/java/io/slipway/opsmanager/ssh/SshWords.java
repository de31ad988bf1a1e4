package io.slipway.opsmanager.ssh;

import java.time.Duration;
import java.util.List;

/** The system's ssh with fixed words: nobody is asked anything, no other key, no configuration file, no unknown host. */
public final class SshWords {
    private SshWords() {}

    /** Without user and host, which rsync adds. */
    public static List<String> of(SshSession.Place place, Duration connect) {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                place.keyFile().toString(),
                "-p",
                String.valueOf(place.port()),
                "-o",
                "BatchMode=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "UserKnownHostsFile=" + place.knownHostsFile(),
                "-o",
                "ConnectTimeout=" + connect.toSeconds(),
                "-o",
                "ServerAliveInterval=10");
    }
}
