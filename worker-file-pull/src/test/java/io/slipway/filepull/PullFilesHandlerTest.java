package io.slipway.filepull;

import static io.slipway.filepull.PullFixture.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OutcomeKind;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class PullFilesHandlerTest {
    @TempDir
    Path directory;

    private PullFixture receiver;
    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void setUp() {
        receiver = new PullFixture(directory);
    }

    @Test
    void snapshotHoldsTheExactBytesAndTheListTheirDigests() throws Exception {
        receiver.file("ebin/player.beam", "code").file("文件/表.config", "数据").file("empty", "");
        Files.createDirectories(receiver.source.resolve("ebin/nothing"));

        Outcome outcome = receiver.pull(context);

        assertThat(outcome).isEqualTo(Outcome.succeeded(3, 10));
        assertThat(receiver.snapshot().resolve("文件/表.config")).hasContent("数据");
        assertThat(receiver.snapshot().resolve("ebin/nothing")).isEmptyDirectory();
        assertThat(context.files())
                .containsExactly(listed("ebin/player.beam", "code"), listed("empty", ""), listed("文件/表.config", "数据"));
        assertThat(receiver.namesInPlace()).containsExactly("004200000", "004200000.files.jsonl");
    }

    @Test
    void copyKeepsTheTimeOfTheSource() throws Exception {
        receiver.file("a.beam", "a");
        FileTime time = FileTime.fromMillis(1_234_567_890_000L);
        Files.setLastModifiedTime(receiver.source.resolve("a.beam"), time);

        receiver.pull(context);

        assertThat(Files.getLastModifiedTime(receiver.snapshot().resolve("a.beam")))
                .isEqualTo(time);
    }

    @Test
    void listComesInSortedPagesOfFiveHundred() throws Exception {
        for (int i = 0; i < 1001; i++) {
            receiver.file("f%05d".formatted(i), "x");
        }

        assertThat(receiver.pull(context).files()).isEqualTo(1001);

        assertThat(context.pages()).extracting(List::size).containsExactly(500, 500, 1);
        assertThat(context.files()).extracting(ManifestFile::name).isSorted();
    }

    @Test
    void progressCountsEveryByteOnce() throws Exception {
        receiver.file("a", "x".repeat(300_000)).file("b", "y".repeat(7));

        receiver.pull(context);

        assertThat(context.progress()).allMatch(shown -> shown.phase().equals("copy") && shown.total() == 300_007);
        assertThat(context.progress().get(context.progress().size() - 1).done()).isEqualTo(300_007);
    }

    @Test
    void versionWithoutFilesIsAnEmptySnapshot() throws Exception {
        assertThat(receiver.pull(context)).isEqualTo(Outcome.succeeded(0, 0));
        assertThat(context.pages()).containsExactly(List.of());
    }

    @Test
    void repeatedOrderIsAnsweredFromTheListWithoutTheSource() throws Exception {
        receiver.file("a.beam", "a");
        Outcome first = receiver.pull(context);
        Files.delete(receiver.source.resolve("a.beam"));
        RecordingContext again = new RecordingContext();

        Outcome second = receiver.pull(VERSION, 2, again);

        assertThat(second).isEqualTo(first);
        assertThat(again.pages()).isEqualTo(context.pages());
        assertThat(again.progress()).isEmpty();
    }

    @Test
    void leftoversOfACrashDoNotDisturbAndOldOnesGo() throws Exception {
        receiver.file("a.beam", "a");
        Path old = leftover(".004200000.1.00000000.part", Duration.ofMinutes(61));
        Path young = leftover(".004200000.1.11111111.part", Duration.ofMinutes(59));
        Path newer = leftover(".004200000.3.22222222.part", Duration.ofDays(1));

        assertThat(receiver.pull(VERSION, 2, context).kind()).isEqualTo(OutcomeKind.SUCCEEDED);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(newer).exists();
    }

    @Test
    void listOfACrashBeforeThePublishingIsReplaced() throws Exception {
        receiver.file("a.beam", "a");
        Files.createDirectories(receiver.place);
        Files.writeString(receiver.list(), "stale");

        assertThat(receiver.pull(context)).isEqualTo(Outcome.succeeded(1, 1));
        assertThat(context.files()).containsExactly(listed("a.beam", "a"));
    }

    @Test
    void directoryThatNoWorkerPublishedIsNotTakenForASnapshot() throws Exception {
        Files.createDirectories(receiver.snapshot());

        assertThat(failure(receiver.pull(context)).code()).isEqualTo(FailureCode.CONFIG);
    }

    @Test
    void twoWorkersWithTheSameOrderPublishOneSnapshot() throws Exception {
        for (int i = 0; i < 50; i++) {
            receiver.file("f" + i, "content " + i);
        }
        CountDownLatch bothCopy = new CountDownLatch(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<RecordingContext> one = pool.submit(() -> pullBeside(bothCopy));
            Future<RecordingContext> other = pool.submit(() -> pullBeside(bothCopy));

            assertThat(one.get().pages()).isEqualTo(other.get().pages());
        } finally {
            pool.shutdownNow();
        }
        assertThat(receiver.namesInPlace()).containsExactly("004200000", "004200000.files.jsonl");
    }

    @Test
    void tooLittleFreeSpaceIsSeenBeforeTheCopy() throws Exception {
        receiver.file("a", "a").minFreeSpace(DataSize.ofTerabytes(9000));

        assertThat(failure(receiver.pull(context)).code()).isEqualTo(FailureCode.DISK_FULL);
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    @Test
    void cancelStopsTheCopyAndLeavesNothing() throws Exception {
        receiver.file("a", "x".repeat(1_000_000)).file("b", "y".repeat(1_000_000));
        context.onProgress(shown -> context.cancellation().request());

        assertThat(receiver.pull(context).kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    @Test
    void shutdownInterruptsTheCopyAndLeavesNothing() {
        receiver.file("a", "x".repeat(1_000_000)).file("b", "y".repeat(1_000_000));
        Thread caller = Thread.currentThread();
        context.onProgress(shown -> caller.interrupt());

        assertThatThrownBy(() -> receiver.pull(context)).isInstanceOf(InterruptedException.class);
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    private RecordingContext pullBeside(CountDownLatch bothCopy) throws InterruptedException {
        RecordingContext own = new RecordingContext().onProgress(shown -> {
            bothCopy.countDown();
            awaitQuietly(bothCopy);
        });
        assertThat(receiver.pull(own).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        return own;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path leftover(String name, Duration age) throws IOException {
        Path part = Files.createDirectories(receiver.place.resolve(name));
        Files.writeString(part.resolve("half"), "ha");
        Files.setLastModifiedTime(part, FileTime.from(PullFixture.NOW.minus(age)));
        return part;
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        return Objects.requireNonNull(outcome.failure());
    }

    private static ManifestFile listed(String name, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        HexFormat hex = HexFormat.of();
        return new ManifestFile(
                name,
                bytes.length,
                hex.formatHex(MessageDigest.getInstance("MD5").digest(bytes)),
                hex.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
}
