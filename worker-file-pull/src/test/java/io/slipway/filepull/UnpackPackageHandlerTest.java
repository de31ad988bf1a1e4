package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.Progress;
import io.slipway.contract.VersionRef;
import io.slipway.filepull.archive.RawTar;
import io.slipway.filepull.archive.RawZip;
import io.slipway.job.FailureCode;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnpackPackageHandlerTest {
    private static final Map<String, String> FILES = Map.of(
            "bin/start.sh", "rwxr-xr-x #!/bin/sh\n",
            "ebin/玩家.beam", "rw-r--r-- beam",
            "init.properties", "rw-r--r-- a=1\n");

    @TempDir
    Path directory;

    private final RecordingContext context = new RecordingContext();
    private PackageFixture receiver;

    @BeforeEach
    void prepare() {
        receiver = new PackageFixture(directory);
    }

    @ParameterizedTest
    @CsvSource({
        ".zip, zip -q -r PACKAGE .",
        ".zip, zip -q -r -0 PACKAGE bin ebin init.properties",
        ".zip, zip -q -r -fz PACKAGE .",
        ".zip, python3 -m zipfile -c PACKAGE bin ebin init.properties",
        ".tar.gz, tar -czf PACKAGE .",
        ".tgz, tar -czf PACKAGE bin ebin init.properties",
        ".tgz, tar --format=v7 -czf PACKAGE .",
        ".tgz, tar --format=posix -czf PACKAGE .",
    })
    void whatPackingProgramsMakeIsUnpacked(String ending, String packing) throws Exception {
        pack(makeBuild("build"), packing, ending);

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.succeeded(3, 18));

        assertThat(receiver.files()).isEqualTo(FILES);
        assertThat(receiver.namesInPlace()).containsExactly("1.2.0", "1.2.0.files.jsonl");
        assertThat(context.pages()).hasSize(1);
        assertThat(context.pages().get(0))
                .extracting(ManifestFile::name)
                .containsExactly("bin/start.sh", "ebin/玩家.beam", "init.properties");
        assertThat(context.pages().get(0).get(2).md5()).isEqualTo(md5("a=1\n"));
        assertThat(context.progress()).last().satisfies(last -> assertThat(last.phase())
                .isEqualTo("unpack"));
    }

    @Test
    void directoryKeepsWhatCanBeRun() throws Exception {
        makeBuild("version_update/release/ssss/GameServer/1.2.0");

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.succeeded(3, 18));

        assertThat(receiver.files()).isEqualTo(FILES);
        assertThat(context.progress()).extracting(Progress::phase).containsOnly("unpack");
    }

    @ParameterizedTest
    @CsvSource({".zip, zip -q -r PACKAGE build", ".tar.gz, tar -czf PACKAGE build", ".tgz, tar -czf PACKAGE ./build"})
    void directoryThatHoldsAllTheRestIsLeftOut(String ending, String packing) throws Exception {
        makeBuild("build");
        pack(directory, packing, ending);

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.succeeded(3, 18));

        assertThat(receiver.files()).isEqualTo(FILES);
        assertThat(context.pages().get(0)).extracting(ManifestFile::name).contains("bin/start.sh");
        assertThat(receiver.namesInPlace()).containsExactly("1.2.0", "1.2.0.files.jsonl");
    }

    @Test
    void directoryThatHoldsAllTheRestStaysWhereItShall() throws Exception {
        makeBuild("build");
        pack(directory, "tar -czf PACKAGE build", ".tgz");

        receiver.keepTop().unpack(context);

        assertThat(receiver.files()).containsKey("build/bin/start.sh");
    }

    @Test
    void emptyDirectoryBesideTheOnlyOneKeepsIt() throws Exception {
        receiver.archive(
                ".tgz",
                new RawTar().directory("logs").file("build/a", 0644, "a").gzip());

        receiver.unpack(context);

        assertThat(receiver.files()).containsOnlyKeys("build/a");
        assertThat(receiver.tree().resolve("logs")).isEmptyDirectory();
    }

    @Test
    void repeatedOrderIsAnsweredFromTheListEvenWhenThePackageIsGone() throws Exception {
        receiver.archive(".zip", new RawZip().file("a", "1").file("b/c", "22").zip());
        Outcome first = receiver.unpack(context);
        Files.delete(receiver.packages.resolve("1.2.0.zip"));
        RecordingContext again = new RecordingContext();

        assertThat(receiver.unpack(again)).isEqualTo(first).isEqualTo(Outcome.succeeded(2, 3));
        assertThat(again.pages()).isEqualTo(context.pages());
        assertThat(again.progress()).isEmpty();
    }

    @Test
    void twoPackagesOfOneVersionAreNotMixed() throws Exception {
        receiver.archive(".zip", new RawZip().file("config.zoo", "review").zip());
        VersionRef second = new VersionRef(VersionRef.RELEASE, "ssss", "cn", "another-job", "1.2.0");
        receiver.unpack(context);
        receiver.archive(".zip", new RawZip().file("other", "x").zip());

        receiver.unpack(PackageFixture.order(second, PackageFixture.APP_TYPE), new RecordingContext());

        assertThat(receiver.files()).containsExactly(Map.entry("config.zoo", "rw-r--r-- review"));
        assertThat(receiver.backupRoot.resolve("release/ssss/cn/another-job/1.2.0/other"))
                .hasContent("x");
    }

    @Test
    void projectUnderAnotherNameIsFollowedAndNothingElseIs() throws Exception {
        Files.move(receiver.versionRoot.resolve("release/ssss"), receiver.versionRoot.resolve("release/x"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("release/ssss"), Path.of("x"));
        receiver.archive(".zip", new RawZip().file("a", "1").zip());

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.succeeded(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip", ".tar.gz", ""})
    void packageThatIsALinkIsRefused(String ending) throws Exception {
        Path elsewhere = Files.write(
                directory.resolve("elsewhere"), new RawZip().file("a", "1").zip());
        Files.createSymbolicLink(receiver.packages.resolve("1.2.0" + ending), elsewhere);

        assertFailed(FailureCode.UNSAFE_ENTRY, "1.2.0" + ending, "is a symbolic link");
    }

    @Test
    void severalPackagesOfOneVersionAreNamed() throws Exception {
        receiver.archive(".zip", new RawZip().file("a", "1").zip());
        receiver.archive(".tgz", new RawTar().file("a", 0644, "1").gzip());
        Files.createDirectory(receiver.packages.resolve("1.2.0"));

        assertFailed(FailureCode.CONFIG, "1.2.0, 1.2.0.zip, 1.2.0.tgz", "leave the one");
    }

    @Test
    void missingPackageSaysWhatWasLookedFor() throws Exception {
        assertFailed(
                FailureCode.VERSION_NOT_FOUND,
                receiver.packages.resolve("1.2.0").toString(),
                ".zip, .tar.gz and .tgz");
    }

    @Test
    void missingTypeSaysWhatIsMissing() throws Exception {
        Files.delete(receiver.packages);

        assertFailed(FailureCode.VERSION_NOT_FOUND, "GameServer/1.2.0", "(missing: " + receiver.packages);
    }

    @Test
    void placeOfABuildServerIsFound() throws Exception {
        Path target = Files.createDirectories(
                receiver.versionRoot.resolve("ssss/server/1.2.0/MavenOutput/GameServer/target"));
        Files.write(
                target.resolve("GameServer-deploy.zip"),
                new RawZip().file("a", "1").zip());
        receiver.template("{versionRoot}/{project}/server/{version}/MavenOutput/{appType}/target/{appType}-deploy");

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.succeeded(1, 1));
    }

    @Test
    void archiveThatChangesMeanwhileIsRefused() throws Exception {
        byte[] zip = new RawZip().file("a", "1").file("b", "2").zip();
        receiver.archive(".zip", zip);
        context.onProgress(shown -> receiver.archive(".zip", zip));

        assertFailed(FailureCode.SOURCE_CHANGED, "1.2.0.zip", "changed while it was unpacked");
    }

    @Test
    void archiveThatIsStillWrittenIsNotCalledUnsafe() throws Exception {
        byte[] tar =
                new RawTar().file("a", new byte[200_000]).file("b", 0644, "b").gzip();
        receiver.archive(".tgz", java.util.Arrays.copyOf(tar, tar.length - 9));
        context.onProgress(shown -> receiver.archive(".tgz", tar));

        assertFailed(FailureCode.SOURCE_CHANGED, "1.2.0.tgz");
        assertThat(receiver.unpack(new RecordingContext())).isEqualTo(Outcome.succeeded(2, 200_001));
    }

    @Test
    void cancelStopsItAndLeavesNothing() throws Exception {
        receiver.archive(
                ".tgz", new RawTar().file("a", 0644, "1").file("b", 0644, "2").gzip());
        context.onProgress(shown -> context.cancellation().request());

        assertThat(receiver.unpack(context)).isEqualTo(Outcome.stopped());
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hot_server, ssss, cn, 1.2.0, GameServer",
        "release, .., cn, 1.2.0, GameServer",
        "release, ssss, c/n, 1.2.0, GameServer",
        "release, ssss, cn, -1, GameServer",
        "release, ssss, cn, 1.2.0, ../x",
        "release, ssss, cn, 1.2.0, ''",
    })
    void wrongNamesAreRefused(String type, String project, String area, String version, String appType)
            throws Exception {
        VersionRef wrong = new VersionRef(type, project, area, PackageFixture.UUID, version);

        Outcome outcome = receiver.unpack(PackageFixture.order(wrong, appType), context);

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(receiver.backupRoot).isEmptyDirectory();
    }

    @Test
    void directoryWithoutFilesIsNoPackage() throws Exception {
        Files.createDirectories(receiver.packages.resolve("1.2.0/lib"));

        assertFailed(FailureCode.CONFIG, "has no files");
    }

    private void assertFailed(FailureCode code, String... words) throws InterruptedException {
        Outcome outcome = receiver.unpack(context);
        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(code);
        assertThat(outcome.failure().message()).contains(words);
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    private Path makeBuild(String name) throws IOException {
        Path build = directory.resolve(name);
        Files.createDirectories(build.resolve("bin"));
        Files.createDirectories(build.resolve("ebin"));
        Path start = Files.writeString(build.resolve("bin/start.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-x---"));
        Files.writeString(build.resolve("ebin/玩家.beam"), "beam");
        Files.writeString(build.resolve("init.properties"), "a=1\n");
        return build;
    }

    private void pack(Path where, String packing, String ending) {
        String target = receiver.packages.resolve("1.2.0" + ending).toString();
        String script = "cd '" + where + "' && " + packing.replace("PACKAGE", "'" + target + "'");
        ChildProcess.Finished packed =
                ChildProcess.run(Duration.ofSeconds(20), Map.of("LC_ALL", "C.UTF-8"), List.of("sh", "-c", script));
        assertThat(packed.exit()).as(packed.output()).isZero();
    }

    private static String md5(String content) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("MD5")
                        .digest(content.getBytes(StandardCharsets.UTF_8)));
    }
}
