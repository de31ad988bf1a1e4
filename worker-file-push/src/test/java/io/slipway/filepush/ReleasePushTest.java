package io.slipway.filepush;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.BandwidthRule;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.VersionRef;
import io.slipway.job.FailureCode;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole trees to a real rsync daemon; bytes are those that rsync counted. */
@Tag("slow")
@Timeout(120)
class ReleasePushTest {
    private static final int MIB = 1024 * 1024;
    private static final VersionRef OLD = version("job-1", "1.0");
    private static final VersionRef NEW = version("job-2", "1.1");

    @TempDir
    Path directory;

    private final CountingRunner runner = new CountingRunner();
    private PushFixture receiver;

    @BeforeEach
    void setUp() {
        receiver = new PushFixture(directory, RsyncDaemons.Options.DEFAULT);
        receiver.runner = runner;
    }

    @AfterEach
    void tearDown() {
        receiver.close();
    }

    @Test
    void wholeTreeArrivesWithWhatCanRun() throws Exception {
        List<ManifestFile> files = List.of(
                make(OLD, "bin/start.sh", "#!/bin/sh"), make(OLD, "ebin/玩家.beam", "code"), make(OLD, "#a", "1"));
        Files.setPosixFilePermissions(at(OLD, "bin/start.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(push(OLD, files)).isEqualTo(Outcome.succeeded(3, 14));

        assertThat(arrived(OLD, "ebin/玩家.beam")).hasContent("code");
        assertThat(Files.isExecutable(arrived(OLD, "bin/start.sh"))).isTrue();
        assertThat(Files.isExecutable(arrived(OLD, "#a"))).isFalse();
        assertThat(receiver.context.progress()).anyMatch(shown -> shown.phase().equals("push"));
    }

    @Test
    void equalFilesAreLinkedWheneverTheyWerePackedAndOthersAreSent() throws Exception {
        String large = noise(MIB, 1);
        List<ManifestFile> before = List.of(make(OLD, "a", large), make(OLD, "b", noise(MIB, 2)));
        push(OLD, before);
        List<ManifestFile> after = List.of(make(NEW, "a", large), make(NEW, "b", noise(MIB, 3)));
        Files.setLastModifiedTime(at(NEW, "a"), FileTime.fromMillis(0));
        receiver.basis = List.of(version("gone", "0.9"), OLD);

        assertThat(push(NEW, after)).isEqualTo(Outcome.succeeded(2, 2L * MIB));

        assertThat(Files.getAttribute(arrived(NEW, "a"), "unix:nlink")).isEqualTo(2);
        assertThat(Files.getAttribute(arrived(NEW, "b"), "unix:nlink")).isEqualTo(1);
        assertThat(arrived(OLD, "b")).hasContent(noise(MIB, 2));
        assertThat(runner.sent.get(1)).isBetween((long) MIB, MIB + MIB / 4L);
    }

    @Test
    void largeFileThatWasCutOffIsGoneOnWith() throws Exception {
        List<ManifestFile> files = List.of(make(OLD, "big", noise(40 * MIB, 1)), make(OLD, "small", "1"));
        receiver.limit(new BandwidthRule(null, null, 4 * 1024));
        receiver.context.onProgress(shown -> {
            if (shown.phase().equals("push") && shown.done() > 16 * MIB) {
                receiver.context.cancellation().request();
            }
        });
        assertThat(push(OLD, files).kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(arrived(OLD, "big")).doesNotExist();
        receiver.context = new RecordingContext();

        assertThat(push(OLD, files)).isEqualTo(Outcome.succeeded(2, 40L * MIB + 1));

        assertThat(runner.sent).singleElement().satisfies(sent -> assertThat(sent)
                .isLessThan(34L * MIB));
        assertThat(arrived(OLD, "big")).hasSize(40L * MIB);
        assertThat(arrived(OLD, ".slipway-partial")).doesNotExist();
    }

    @Test
    void whatIsOverThereAndNotInTheReleaseIsFound() throws Exception {
        List<ManifestFile> files = List.of(make(OLD, "a", "1"));
        PushFixture.write(arrived(OLD, "left/over.beam"), "old");

        Outcome outcome = push(OLD, files);

        assertFailed(outcome, FailureCode.DIGEST_MISMATCH, "left/over.beam");
    }

    @Test
    void whatIsInTheSnapshotAndNotInTheReleaseIsNotSent() throws Exception {
        List<ManifestFile> files = List.of(make(OLD, "a", "1"));
        make(OLD, "lib/extra", "2");

        assertFailed(push(OLD, files), FailureCode.DIGEST_MISMATCH, "lib/extra is in the snapshot and not in");
        assertThat(receiver.module.resolve("release")).doesNotExist();
    }

    @Test
    void basisThatIsNoneIsRefused() throws Exception {
        List<ManifestFile> files = List.of(make(OLD, "a", "1"));
        VersionRef other = new VersionRef(VersionRef.RELEASE, "tttt", "cn", "job-1", "1.0");
        VersionRef hot = new VersionRef(VersionRef.HOT_SERVER, "ssss", "cn", "job-1", "1.0");
        VersionRef bad = version("..", "1.0");

        for (List<VersionRef> basis :
                List.of(List.of(other), List.of(hot), List.of(bad), List.of(NEW, NEW, NEW, NEW))) {
            receiver.basis = basis;
            assertFailed(push(OLD, files), FailureCode.REJECTED_BY_WORKER, "");
        }
        receiver.basis = List.of(NEW);
        assertFailed(receiver.file("a", "1").push(), FailureCode.REJECTED_BY_WORKER, "for a release");
    }

    @Test
    void relayPassesOnWhatAPushBroughtWithTheSameChecks() throws Exception {
        List<ManifestFile> files = List.of(make(OLD, "a", "1"), make(OLD, "lib/b", "22"));
        receiver.relay = true;

        assertThat(push(OLD, files)).isEqualTo(Outcome.succeeded(2, 3));
        assertThat(arrived(OLD, "lib/b")).hasContent("22");
        PushFixture.write(at(OLD, "lib/b"), "33");
        assertFailed(push(OLD, files), FailureCode.DIGEST_MISMATCH, "lib/b is not the file that was pulled");
        assertFailed(push(NEW, files), FailureCode.FILE_NOT_FOUND, "no snapshot");
    }

    @Test
    void threeThousandFilesAreSentAndComparedFast() throws Exception {
        List<ManifestFile> files = new ArrayList<>();
        String content = noise(60_000, 1);
        for (int i = 0; i < 3_000; i++) {
            files.add(make(OLD, "lib_%02d/module_%04d.beam".formatted(i / 100, i), i + content));
        }
        long start = System.nanoTime();

        assertThat(push(OLD, files).kind()).isEqualTo(OutcomeKind.SUCCEEDED);

        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("3,000 files, 180 MB, checked, pushed and compared in " + millis + " ms");
        assertThat(millis).isLessThan(60_000);
    }

    private Outcome push(VersionRef version, List<ManifestFile> files) throws InterruptedException {
        return receiver.push(version, "manifest-" + version.version() + files.size(), files);
    }

    private ManifestFile make(VersionRef version, String name, String content) {
        PushFixture.write(at(version, name), content);
        return PushFixture.listed(name, content);
    }

    private Path at(VersionRef version, String name) {
        return receiver.backupRoot.resolve(version.snapshotPath()).resolve(name);
    }

    private Path arrived(VersionRef version, String name) {
        return receiver.module.resolve(version.snapshotPath()).resolve(name);
    }

    private static void assertFailed(Outcome outcome, FailureCode code, String words) {
        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(code);
        assertThat(outcome.failure().message()).contains(words);
    }

    private static VersionRef version(String job, String version) {
        return new VersionRef(VersionRef.RELEASE, "ssss", "cn", job, version);
    }

    private static String noise(int bytes, int seed) {
        return new Random(seed)
                .ints(bytes, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
