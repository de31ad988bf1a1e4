package io.slipway.worker;

import io.slipway.job.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who a worker process is.
 *
 * @param id unique per process start
 * @param role what it does
 * @param host where it runs, as people call it
 */
public record WorkerIdentity(String id, Role role, String host) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** A new identity; {@code host} is the machine's own name where empty. */
    public static WorkerIdentity create(Role role, String host) {
        String name = host.isEmpty() ? machineName() : host;
        String id =
                role.wire() + "@" + name + "#" + UUID.randomUUID().toString().substring(0, 8);
        return new WorkerIdentity(id, role, name);
    }

    /** The same for a worker that has a user of its own on the broker: its id begins with that name. */
    static WorkerIdentity create(Role role, WorkerProperties properties) {
        WorkerIdentity free = create(role, properties.host());
        if (properties.user().isEmpty()) {
            return free;
        }
        return new WorkerIdentity(
                properties.user() + free.id().substring(free.id().lastIndexOf('#')), role, free.host());
    }

    private static String machineName() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "localhost"; // a name for people; nothing is decided on it
        }
    }
}
