package io.slipway.opsmanager;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.file.DurableFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this ops manager has begun and ended of commands that must not run twice (design decision 8): one small file per
 * target, {@code {targetId}.journal}, only ever appended to. A record is on the disk when its method returns, so it
 * survives the end of the process and of the machine. Files that nobody wrote to for 30 days are removed at the start.
 *
 * <p>A line is the CRC-32 of its JSON, a space, the JSON. Each is written with a line end before and after it, so one that
 * was torn by a crash spoils no other and is left out when reading.
 */
public final class CommandJournal {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String SUFFIX = ".journal";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final Clock clock;

    /**
     * What is known of one run of a command.
     *
     * @param result how it ended, null where it was started and nothing more is known
     */
    record Entry(@Nullable CommandResult result) {}

    /** @param at when it was written, for people */
    record Line(
            String at,
            String server,
            int index,
            int round,
            @Nullable CommandResult result) {
        boolean isAbout(CommandKey command, int wantedRound) {
            return server.equals(command.server()) && index == command.index() && round == wantedRound;
        }
    }

    /**
     * @param directory made where it is missing
     * @throws UncheckedIOException where it cannot be made or read
     */
    public CommandJournal(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        try {
            Files.createDirectories(directory);
            removeOld();
        } catch (IOException e) {
            throw new UncheckedIOException("the command journal cannot be used", e);
        }
    }

    /**
     * @param round of the order: a person's retry is a new run
     * @return empty where this machine never began that run
     */
    synchronized Optional<Entry> find(CommandKey command, int round) throws IOException {
        Optional<Entry> found = Optional.empty();
        for (String text : lines(file(command))) {
            Line line = read(text);
            if (line != null && line.isAbout(command, round)) {
                found = Optional.of(
                        found.filter(entry -> entry.result() != null).orElse(new Entry(line.result())));
            }
        }
        return found;
    }

    /** To be called before the effect. @throws IOException where it may not be on the disk: do not run the command */
    synchronized void started(CommandKey command, int round) throws IOException {
        append(command, round, null);
    }

    /** To be called once it is known how the command ended. */
    synchronized void done(CommandKey command, int round, CommandResult result) throws IOException {
        append(command, round, result);
    }

    private void append(CommandKey command, int round, @Nullable CommandResult result) throws IOException {
        String json = JSON.writeValueAsString(
                new Line(clock.instant().toString(), command.server(), command.index(), round, result));
        Path file = file(command);
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        // No channel: an interrupt would close it between the effect and its record.
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(("\n" + crc(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        if (isNew) {
            DurableFiles.syncDirectory(directory);
        }
    }

    private Path file(CommandKey command) {
        return directory.resolve(command.targetId() + SUFFIX);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            // A torn line may end inside a character, which a strict decoder would refuse.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Null for what is no whole line. */
    private static @Nullable Line read(String text) {
        int space = text.indexOf(' ');
        if (space < 0 || !crc(text.substring(space + 1)).equals(text.substring(0, space))) {
            return null;
        }
        try {
            return JSON.readValue(text.substring(space + 1), Line.class);
        } catch (JacksonException e) {
            return null; // of a later version of this program
        }
    }

    private static String crc(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private void removeOld() throws IOException {
        Instant limit = clock.instant().minus(KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
