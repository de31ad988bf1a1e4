package io.slipway.dispatcher.versions.maven;

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
import io.slipway.peers.FreePorts;
import io.slipway.peers.Nginx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MavenReaderTest {
    private static final String GAME = "com/example/game/mobileGame/";

    @TempDir
    Path directory;

    private final PrivateStore store = new PrivateStore();
    private final Sources sources = new Sources(store.database());
    private final MavenReader reader = new MavenReader(
            Sources.settings(Path.of("/nonexistent"), Duration.ofSeconds(30)),
            sources.sources,
            sources.versions,
            Clock.systemUTC());
    private Path root;
    private Nginx web;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(directory.resolve("repository"));
        web = Nginx.serving(directory.resolve("nginx"), "127.0.0.1", root, """
                location = /moved/com/example/game/mobileGame/maven-metadata.xml { return 302 /com/example/game/mobileGame/maven-metadata.xml; }
                location /loop/ { return 302 /loop/; }
                location /file/ { return 302 file:///etc/passwd; }
                location /secret/ { return 401; }
                location /sick/ { return 500; }
                """);
    }

    @AfterEach
    void stop() {
        web.close();
        store.close();
    }

    @Test
    void releasesAreStoredOnceWithTheirDigestAndContent() throws Exception {
        byte[] one = Zips.of(Map.of("a.beam", "1"));
        release("1.0", one);
        release("1.1", Zips.of(Map.of("a.beam", "2", "b.beam", "3")));
        metadata("1.0", "1.1");
        Files.setLastModifiedTime(
                root.resolve(GAME + "maven-metadata.xml"), FileTime.from(Instant.parse("2013-12-24T09:30:12Z")));
        VersionSource source = sources.maven("repo", web.url(), 20, "com.example.game:mobileGame");

        assertThat(look(source)).isEmpty();
        assertThat(look(source)).isEmpty();

        assertThat(sources.stored("repo"))
                .extracting(Version::key)
                .containsExactlyInAnyOrder(
                        "com.example.game:mobileGame:1.0:zip", "com.example.game:mobileGame:1.1:zip");
        Version first = sources.stored("repo").stream()
                .filter(version -> version.key().contains(":1.0:"))
                .findFirst()
                .orElseThrow();
        assertThat(first.sha256()).isEqualTo(Sha256.hex(one));
        assertThat(first.size()).isEqualTo(one.length);
        assertThat(first.type()).isEqualTo("GameServer");
        assertThat(sources.versions.parts(first.id()).orElseThrow().parts())
                .extracting(ZipParts.Part::name)
                .containsExactly("a.beam");
        assertThat(web.requests())
                .filteredOn(line -> line.contains("mobileGame-1.0.zip 200"))
                .hasSize(1);
        assertThat(web.requests())
                .filteredOn(line -> line.contains("metadata.xml 304"))
                .hasSize(1);
    }

    @Test
    void onlyTheNewestReleasesAreRead() throws Exception {
        for (String version : List.of("1.0", "1.1", "1.2")) {
            release(version, Zips.of(Map.of("v", version)));
        }
        metadata("1.0", "1.1", "1.2");

        look(sources.maven("repo", web.url() + "/", 2, "com.example.game:mobileGame"));

        assertThat(sources.stored("repo"))
                .extracting(Version::key)
                .containsExactlyInAnyOrder(
                        "com.example.game:mobileGame:1.1:zip", "com.example.game:mobileGame:1.2:zip");
    }

    @Test
    void aSnapshotIsOneVersionForEachDeployment() throws Exception {
        metadata("1.2-SNAPSHOT");
        snapshot("20131224.093012-1", "20131224093012");
        VersionSource source = sources.maven("repo", web.url(), 20, "com.example.game:mobileGame:zip:deploy");
        look(source);
        snapshot("20131225.101010-2", "20131225101010");
        look(source);

        assertThat(sources.stored("repo"))
                .extracting(Version::key)
                .containsExactly(
                        "com.example.game:mobileGame:1.2-20131225.101010-2:deploy:zip",
                        "com.example.game:mobileGame:1.2-20131224.093012-1:deploy:zip");
        assertThat(sources.stored("repo").get(0).at()).isEqualTo(Instant.parse("2013-12-25T10:10:10Z"));
    }

    @Test
    void aWrongOrMissingChecksumIsAWarningAndTheOthersAreStored() throws Exception {
        release("1.0", Zips.of(Map.of("a", "1")));
        release("1.1", Zips.of(Map.of("a", "2")));
        release("1.2", Zips.of(Map.of("a", "3")));
        Files.writeString(root.resolve(GAME + "1.1/mobileGame-1.1.zip.sha1"), "0".repeat(40));
        Files.delete(root.resolve(GAME + "1.2/mobileGame-1.2.zip.sha1"));
        metadata("1.0", "1.1", "1.2", "1.3");
        VersionSource source = sources.maven("repo", web.url(), 20, "com.example.game:mobileGame");

        for (int i = 0; i < 2; i++) {
            assertThat(look(source))
                    .extracting(VersionTrouble::code)
                    .containsExactly("checksum_wrong", "checksum_missing", "checksum_missing");
        }
        assertThat(sources.stored("repo")).hasSize(1);
        assertThat(web.requests())
                .filteredOn(line -> line.contains("mobileGame-1.1.zip 200"))
                .hasSize(1);

        sha1(root.resolve(GAME + "1.1/mobileGame-1.1.zip"));
        look(source);
        assertThat(sources.stored("repo")).hasSize(2);
    }

    @Test
    void aBrokenZipIsAWarningAndATooLargeOneToo() throws Exception {
        release("1.0", "no zip".getBytes(StandardCharsets.UTF_8));
        release("1.1", new byte[65 << 20]);
        metadata("1.0", "1.1");

        assertThat(look(sources.maven("repo", web.url(), 20, "com.example.game:mobileGame")))
                .extracting(VersionTrouble::code)
                .containsExactly("broken_zip", "too_large");
        assertThat(sources.stored("repo")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml",
                "",
                "<metadata><versioning><versions><version>1.0</version>",
                "<html><body>welcome</body></html>",
                "<!DOCTYPE metadata [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><metadata><versioning><versions>"
                        + "<version>&x;</version></versions></versioning></metadata>",
                "<!DOCTYPE lolz [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"
                        + "<metadata>&c;</metadata>",
                "<!DOCTYPE metadata SYSTEM 'http://127.0.0.1:1/evil.dtd'><metadata></metadata>",
            })
    void brokenMetadataFailsTheSource(String metadata) throws Exception {
        write(GAME + "maven-metadata.xml", metadata);

        assertThat(failure(sources.maven("repo", web.url(), 20, "com.example.game:mobileGame")))
                .isEqualTo("bad_answer");
    }

    @Test
    void versionsThatAreNoNamesNeverBecomeRequests() throws Exception {
        metadata("../../../secret", "1.0/../../x", "a b", "..", "");

        assertThat(look(sources.maven("repo", web.url(), 20, "com.example.game:mobileGame")))
                .isEmpty();
        assertThat(web.requests()).hasSize(1);
    }

    @Test
    void oneArtifactThatIsMissingDoesNotHurtAnother() throws Exception {
        release("1.0", Zips.of(Map.of("a", "1")));
        metadata("1.0");

        assertThat(look(sources.maven("repo", web.url(), 20, "com.example:none", "com.example.game:mobileGame")))
                .extracting(VersionTrouble::code)
                .containsExactly("not_found");
        assertThat(sources.stored("repo")).hasSize(1);
        assertThat(failure(sources.maven("none", web.url(), 20, "com.example:none")))
                .isEqualTo("not_found");
    }

    @Test
    void redirectsAreFollowedAFewTimesAndNowhereElse() throws Exception {
        release("1.0", Zips.of(Map.of("a", "1")));
        metadata("1.0");

        assertThat(failure(sources.maven("a", web.url() + "/loop", 20, "com.example.game:mobileGame")))
                .isEqualTo("bad_answer");
        assertThat(failure(sources.maven("b", web.url() + "/file", 20, "com.example.game:mobileGame")))
                .isEqualTo("bad_answer");
        look(sources.maven("c", web.url() + "/moved", 20, "com.example.game:mobileGame"));
        assertThat(web.requests()).contains("GET /com/example/game/mobileGame/maven-metadata.xml 200 -");
    }

    @Test
    void whatTheServerSaysIsSaid() throws Exception {
        assertThat(failure(sources.maven("a", web.url() + "/secret", 20, "g:a")))
                .isEqualTo("auth_refused");
        assertThat(failure(sources.maven("b", web.url() + "/sick", 20, "g:a"))).isEqualTo("bad_answer");
        assertThat(failure(sources.maven("c", "http://127.0.0.1:" + FreePorts.one(), 20, "g:a")))
                .isEqualTo("unreachable");
    }

    @Test
    void aServerThatTakesTheCallAndIsSilentEndsAtTheLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            VersionSource source = sources.maven("a", "http://127.0.0.1:" + silent.getLocalPort(), 20, "g:a");
            long began = System.nanoTime();

            SourceFailedException failed = catchThrowableOfType(
                    SourceFailedException.class, () -> reader.look(source, Deadline.in(Duration.ofMillis(500))));

            assertThat(failed.trouble().code()).isEqualTo("timed_out");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aFileThatIsNoArchiveIsStoredByItsDigest() throws Exception {
        write("g/a/maven-metadata.xml", versions("1.0"));
        sha1(write("g/a/1.0/a-1.0.txt", "text"));

        look(sources.maven("repo", web.url(), 20, "g:a:txt"));

        assertThat(sources.stored("repo")).singleElement().satisfies(version -> assertThat(version.sha256())
                .isEqualTo(Sha256.hex("text".getBytes(StandardCharsets.UTF_8))));
    }

    private void release(String version, byte[] bytes) throws Exception {
        sha1(Zips.write(root.resolve(GAME + version + "/mobileGame-" + version + ".zip"), bytes));
    }

    private void snapshot(String stamp, String updated) throws Exception {
        String value = "1.2-" + stamp;
        sha1(Zips.write(
                root.resolve(GAME + "1.2-SNAPSHOT/mobileGame-" + value + "-deploy.zip"), Zips.of(Map.of("s", stamp))));
        write(GAME + "1.2-SNAPSHOT/maven-metadata.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata modelVersion="1.1.0"><groupId>com.example.game</groupId><versioning><snapshotVersions>
                <snapshotVersion><extension>pom</extension><value>%1$s</value><updated>%2$s</updated></snapshotVersion>
                <snapshotVersion><classifier>deploy</classifier><extension>zip</extension><value>%1$s</value>
                <updated>%2$s</updated></snapshotVersion>
                </snapshotVersions></versioning></metadata>""".formatted(value, updated));
    }

    private void metadata(String... versions) throws IOException {
        write(GAME + "maven-metadata.xml", versions(versions));
    }

    private static String versions(String... versions) {
        return "<metadata><versioning><versions><version>" + String.join("</version><version>", versions)
                + "</version></versions></versioning></metadata>";
    }

    private Path write(String path, String text) {
        return Zips.write(root.resolve(path), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void sha1(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(digest));
    }

    private List<VersionTrouble> look(VersionSource source) throws Exception {
        return reader.look(sources.now(source), Sources.soon()).warnings();
    }

    private String failure(VersionSource source) {
        return catchThrowableOfType(SourceFailedException.class, () -> look(source))
                .trouble()
                .code();
    }
}
