package io.slipway.dispatcher.versions.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.contract.Sha256;
import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.store.ZipParts;
import io.slipway.dispatcher.versions.Sources;
import io.slipway.dispatcher.versions.Zips;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuildsReaderTest {
    private static final String PATTERN = "*/MavenOutput/*/target/*-deploy.zip";
    private static final byte[] GOOD = Zips.of(new TreeMap<>(Map.of("ebin/a.beam", "one", "配置/服务器.cfg", "二")));

    @TempDir
    Path directory;

    private final PrivateStore store = new PrivateStore();
    private final Sources sources = new Sources(store.database());
    private Path root;
    private BuildsReader reader;
    private VersionSource source;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(directory.toRealPath().resolve("server"));
        reader = new BuildsReader(
                Sources.settings(directory.toRealPath(), Duration.ofSeconds(30)),
                sources.sources,
                sources.versions,
                Clock.systemUTC());
        source = sources.builds("builds", root, PATTERN);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aZipThatTwoLooksSawAlikeIsStoredOnce() throws Exception {
        Path game = build("CI-Server-Samgo-Game_20131224.4", "mobileGame", GOOD);
        build("CI-Server-Samgo-Game_20131224.4", "gameGate", GOOD);
        build("CI-Server-Samgo-Game_20131224.4", "gameLogin", GOOD);
        build("CI-Server-Samgo-Game_20131224.4", "other", GOOD);
        Files.setLastModifiedTime(game, FileTime.from(Instant.parse("2013-12-24T09:30:12Z")));

        assertThat(look()).isEmpty();
        assertThat(sources.stored("builds")).isEmpty();
        assertThat(look()).isEmpty();
        assertThat(look()).isEmpty();

        List<Version> stored = sources.stored("builds");
        assertThat(stored)
                .extracting(Version::type)
                .containsExactlyInAnyOrder("GameServer", "gameGate", "gameLogin", "Unknown");
        Version oldest = stored.get(3);
        assertThat(oldest.key()).isEqualTo(game.toString());
        assertThat(oldest.at()).isEqualTo(Instant.parse("2013-12-24T09:30:12Z"));
        assertThat(oldest.sha256()).isEqualTo(Sha256.hex(GOOD));
        assertThat(oldest.size()).isEqualTo(GOOD.length);
        assertThat(sources.versions.parts(oldest.id()).orElseThrow().parts())
                .extracting(ZipParts.Part::name)
                .containsExactlyInAnyOrder("ebin/a.beam", "配置/服务器.cfg");
        assertThat(sources.now(source).state().stored()).isEqualTo(4);
    }

    @Test
    void aZipThatGrowsIsStoredWhenItRests() throws Exception {
        Path file = build("b1", "mobileGame", Arrays.copyOf(GOOD, GOOD.length / 2));
        look();
        Files.write(file, Arrays.copyOfRange(GOOD, GOOD.length / 2, GOOD.length), StandardOpenOption.APPEND);

        assertThat(look()).isEmpty();
        assertThat(sources.stored("builds")).isEmpty();
        assertThat(look()).isEmpty();
        assertThat(sources.stored("builds")).hasSize(1);
    }

    static Stream<Arguments> broken() {
        byte[] flipped = GOOD.clone();
        flipped[42] ^= 0x55; // in the data of the first entry
        byte[] overlapping = Zips.of(Map.of("a", "x".repeat(50)));
        return Stream.of(
                Arguments.of("empty", new byte[0], "broken_zip"),
                Arguments.of("no zip", "hello".getBytes(Charset.defaultCharset()), "broken_zip"),
                Arguments.of("truncated", Arrays.copyOf(GOOD, GOOD.length - 1), "broken_zip"),
                Arguments.of("half", Arrays.copyOf(GOOD, GOOD.length / 2), "broken_zip"),
                Arguments.of("zeros where it is not yet written", zeroed(GOOD), "broken_zip"),
                Arguments.of("flipped bits", flipped, "broken_zip"),
                Arguments.of("entries over each other", packedSizeOf(overlapping, 1_000_000), "broken_zip"),
                Arguments.of("says it has more entries", entriesOf(GOOD, 0xFFFF), "broken_zip"),
                Arguments.of("bomb", Zips.ofZeros(300L << 20), "too_large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsNotWholeIsAWarningAndNotStoredUntilItIsMended(String name, byte[] bytes, String code) throws Exception {
        Path good = build("b1", "gameGate", GOOD);
        Path bad = build("b2", "mobileGame", bytes);
        look();

        for (int i = 0; i < 2; i++) {
            assertThat(look()).singleElement().satisfies(warning -> {
                assertThat(warning.code()).isEqualTo(code);
                assertThat(warning.subject()).isEqualTo(bad.toString());
            });
        }
        assertThat(sources.stored("builds")).extracting(Version::key).containsExactly(good.toString());

        Zips.write(bad, GOOD);
        look();
        assertThat(look()).isEmpty();
        assertThat(sources.stored("builds")).hasSize(2);
    }

    @Test
    void otherContentAtTheSamePathIsAnotherVersionAndTheFirstIsReplaced() throws Exception {
        Path file = build("b1", "mobileGame", GOOD);
        look();
        look();
        byte[] other = Zips.of(Map.of("ebin/a.beam", "two"));
        replace(file, other);
        look();
        look();

        List<Version> stored = sources.stored("builds");
        assertThat(stored).extracting(Version::sha256).containsExactly(Sha256.hex(other), Sha256.hex(GOOD));
        assertThat(stored).extracting(Version::state).containsExactly(Version.State.PRESENT, Version.State.REPLACED);

        replace(file, GOOD);
        look();
        look();
        assertThat(sources.stored("builds"))
                .hasSize(2)
                .extracting(Version::state)
                .containsExactlyInAnyOrder(Version.State.REPLACED, Version.State.PRESENT);
    }

    @Test
    void aFileThatIsGoneIsMarkedAndComesBack() throws Exception {
        Path file = build("b1", "mobileGame", GOOD);
        look();
        look();
        Files.delete(file);
        look();
        assertThat(sources.stored("builds")).extracting(Version::state).containsExactly(Version.State.GONE);

        Zips.write(file, GOOD);
        look();
        look();
        assertThat(sources.stored("builds")).extracting(Version::state).containsExactly(Version.State.PRESENT);
        assertThat(sources.now(source).state().stored()).isEqualTo(1);
    }

    @Test
    void aDirectoryThatCannotBeReadFailsAndMarksNothing() throws Exception {
        build("b1", "mobileGame", GOOD);
        look();
        look();
        Files.move(root, directory.resolve("away"));

        assertThat(failure(source)).isEqualTo("unreadable");
        assertThat(sources.stored("builds")).extracting(Version::state).containsExactly(Version.State.PRESENT);
    }

    @Test
    void linksAreNeitherFollowedNorStored() throws Exception {
        Path outside = build(directory.toRealPath().resolve("outside"), "b1", "mobileGame", GOOD);
        Files.createSymbolicLink(root.resolve("linked"), directory.toRealPath().resolve("outside/b1"));
        Path target = Files.createDirectories(root.resolve("b2/MavenOutput/gameGate/target"));
        Files.createSymbolicLink(target.resolve("gameGate-deploy.zip"), outside);
        look();

        assertThat(look()).extracting(VersionTrouble::code).containsExactly("link_left_out", "link_left_out");
        assertThat(sources.stored("builds")).isEmpty();
    }

    @Test
    void aDirectoryOutsideOfTheRootsIsNotReadThoughALinkLeadsThere() throws Exception {
        Path inside = Files.createSymbolicLink(root.resolve("etc"), Path.of("/etc"));

        assertThat(failure(sources.builds("a", Path.of("/etc"), "*"))).isEqualTo("not_allowed");
        assertThat(failure(sources.builds("b", inside, "*"))).isEqualTo("not_allowed");
    }

    @Test
    void onlySoManyFilesAreRead() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            Zips.write(root.resolve(i + ".zip"), GOOD);
        }
        VersionSource many = sources.builds("many", root, "*.zip");

        assertThat(look(many)).extracting(VersionTrouble::code).containsExactly("too_large");
        look(many);
        assertThat(sources.stored("many")).hasSize(1_000);
    }

    @Test
    void aLookThatRunsOutOfTimeKeepsWhatItHas() {
        build("b1", "mobileGame", GOOD);
        SourceFailedException failed = catchThrowableOfType(
                SourceFailedException.class, () -> reader.look(source, new Deadline(System.nanoTime() - 1)));

        assertThat(failed.trouble().code()).isEqualTo("timed_out");
    }

    @Test
    void namesFromAChineseWindowsAreRead() throws Exception {
        build("b1", "mobileGame", Zips.of(Map.of("配置/服务器.cfg", "x"), Charset.forName("GBK")));
        look();
        assertThat(look()).isEmpty();

        String id = sources.stored("builds").get(0).id();
        assertThat(sources.versions.parts(id).orElseThrow().parts())
                .extracting(ZipParts.Part::name)
                .containsExactly("配置/服务器.cfg");
    }

    private Path build(String build, String type, byte[] bytes) {
        return build(root, build, type, bytes);
    }

    private static Path build(Path root, String build, String type, byte[] bytes) {
        return Zips.write(root.resolve(build + "/MavenOutput/" + type + "/target/" + type + "-deploy.zip"), bytes);
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path next = Files.write(file.resolveSibling("next"), bytes);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<VersionTrouble> look() throws SourceFailedException {
        return look(source);
    }

    private List<VersionTrouble> look(VersionSource which) throws SourceFailedException {
        return reader.look(sources.now(which), Sources.soon()).warnings();
    }

    private String failure(VersionSource which) {
        return catchThrowableOfType(SourceFailedException.class, () -> look(which))
                .trouble()
                .code();
    }

    /** The middle is not on the disk yet. */
    private static byte[] zeroed(byte[] zip) {
        byte[] bytes = zip.clone();
        Arrays.fill(bytes, 30, 60, (byte) 0);
        return bytes;
    }

    /** Entry and directory say that the only entry is that long. */
    private static byte[] packedSizeOf(byte[] zip, int size) {
        byte[] bytes = zip.clone();
        for (int at = 0; at < bytes.length - 4; at++) {
            if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
                for (int i = 0; i < 4; i++) {
                    bytes[at + 20 + i] = (byte) (size >> (8 * i));
                }
            }
        }
        return bytes;
    }

    private static byte[] entriesOf(byte[] zip, int count) {
        byte[] bytes = zip.clone();
        for (int offset : new int[] {8, 10}) {
            bytes[bytes.length - 22 + offset] = (byte) count;
            bytes[bytes.length - 22 + offset + 1] = (byte) (count >> 8);
        }
        return bytes;
    }
}
