package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandJournalTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CommandKey KEY = new CommandKey("job-1:apply:10.0.0.1", "qq_1", 0);
    private static final CommandResult RESULT = new CommandResult(true, "一\n\"二\" \u0000");

    @TempDir
    Path directory;

    private CommandJournal journal;

    @BeforeEach
    void open() {
        journal = reopened();
    }

    @Test
    void whatWasWrittenIsFoundByALaterProcess() throws Exception {
        assertThat(journal.find(KEY, 1)).isEmpty();
        journal.started(KEY, 1);
        assertThat(reopened().find(KEY, 1)).contains(new CommandJournal.Entry(null));
        journal.done(KEY, 1, RESULT);
        assertThat(reopened().find(KEY, 1)).contains(new CommandJournal.Entry(RESULT));
    }

    @Test
    void otherRunsAreToldApart() throws Exception {
        journal.started(KEY, 1);
        journal.done(KEY, 1, RESULT);
        assertThat(journal.find(KEY, 2)).as("retry by a person").isEmpty();
        assertThat(journal.find(new CommandKey(KEY.targetId(), "qq_2", 0), 1)).isEmpty();
        assertThat(journal.find(new CommandKey(KEY.targetId(), "qq_1", 1), 1)).isEmpty();
        assertThat(journal.find(new CommandKey("job-2:apply:10.0.0.1", "qq_1", 0), 1))
                .isEmpty();
        journal.started(KEY, 2);
        assertThat(journal.find(KEY, 2)).contains(new CommandJournal.Entry(null));
        assertThat(journal.find(KEY, 1)).contains(new CommandJournal.Entry(RESULT));
    }

    @Test
    void tornLineIsLeftOutAndSpoilsNoOther() throws Exception {
        journal.started(KEY, 1);
        journal.done(KEY, 1, RESULT);
        byte[] whole = Files.readAllBytes(file());
        int secondLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n', 1);
        for (int length = secondLine + 2; length < whole.length - 1; length++) { // also inside a character
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            assertThat(journal.find(KEY, 1)).contains(new CommandJournal.Entry(null));
        }
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 9));
        journal.done(KEY, 1, new CommandResult(false, "later"));
        assertThat(reopened().find(KEY, 1)).contains(new CommandJournal.Entry(new CommandResult(false, "later")));
    }

    @Test
    void linesOfALaterVersionAreLeftOut() throws Exception {
        journal.started(KEY, 1);
        Files.writeString(file(), "\n0 {}\n", StandardOpenOption.APPEND);
        assertThat(journal.find(KEY, 1)).contains(new CommandJournal.Entry(null));
    }

    @Test
    void filesOlderThanThirtyDaysAreRemovedAtTheStart() throws Exception {
        journal.started(KEY, 1);
        CommandKey old = new CommandKey("job-0:apply:10.0.0.1", "qq_1", 0);
        journal.started(old, 1);
        Path foreign = Files.writeString(directory.resolve("notes.txt"), "not ours");
        setAge(file(), Duration.ofDays(29));
        setAge(directory.resolve(old.targetId() + ".journal"), Duration.ofDays(31));
        setAge(foreign, Duration.ofDays(90));
        reopened();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> Objects.toString(path.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(List.of(KEY.targetId() + ".journal", "notes.txt"));
        }
    }

    private CommandJournal reopened() {
        return new CommandJournal(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path file() {
        return directory.resolve(KEY.targetId() + ".journal");
    }

    private static void setAge(Path file, Duration age) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
