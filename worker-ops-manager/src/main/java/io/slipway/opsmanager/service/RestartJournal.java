package io.slipway.opsmanager.service;

import io.slipway.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ran on a host before a restart, and after it: one small file for each target beside the command journal, replaced as a
 * whole and on the disk when a method returns. Old ones go with those of the command journal.
 */
final class RestartJournal {
    private static final String SUFFIX = ".restart.journal";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    /** One run of a process, as {@link ServiceReading} has it. */
    record Run(long pid, long start) {
        static Run of(ServiceReading reading) {
            return new Run(reading.pid(), reading.start());
        }

        ServiceReading reading() {
            return new ServiceReading(ServiceReading.State.UNKNOWN, pid, start, "");
        }
    }

    /**
     * @param round of the order that wrote it; a person's retry is a new one
     * @param before runs when the restart began, by process
     * @param after runs of the processes that were restarted and well, by process, also of earlier rounds
     */
    record Entry(int round, Map<String, Run> before, Map<String, Run> after) {}

    RestartJournal(Path directory) {
        this.directory = directory;
    }

    /** Empty where this machine never restarted anything for that target, or the file cannot be understood. */
    Optional<Entry> find(String targetId) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(targetId)), Entry.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(String targetId, Entry entry) throws IOException {
        Path fresh = directory.resolve(targetId + ".restart.fresh");
        Files.write(fresh, JSON.writeValueAsBytes(entry));
        DurableFiles.syncFile(fresh);
        Files.move(fresh, file(targetId), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncDirectory(directory);
    }

    private Path file(String targetId) {
        return directory.resolve(targetId + SUFFIX);
    }
}
