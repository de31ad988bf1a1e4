package io.slipway.dispatcher.versions.svn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.versions.Sources;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.SvnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SvnReaderTest {
    private static final String ART = "前端资源/美术资源/技能动画/SK011";

    @TempDir
    Path directory;

    private final PrivateStore store = new PrivateStore();
    private final Sources sources = new Sources(store.database());
    private SvnServer server;
    private SvnReader reader;

    @BeforeEach
    void start() throws IOException {
        server = SvnServer.in(directory.resolve("svn")).start();
        reader = new SvnReader(
                Sources.settings(directory, Duration.ofSeconds(30)),
                sources.sources,
                sources.versions,
                Clock.systemUTC());
        server.commit("张三", "first", List.of(List.of("mkdir", "trunk"), List.of("mkdir", "trunk/mobileGame")));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        reader.close();
        store.close();
    }

    @Test
    void everyRevisionIsStoredOnceWithAuthorMessageAndChangedPaths() throws Exception {
        server.commit(
                "李四",
                "技能动画\n第二行",
                List.of(
                        List.of("put", "一", "trunk/" + ART.replace('/', '_') + ".png"),
                        List.of("put", "x", "trunk/mobileGame/a.erl")));
        VersionSource source = source();

        assertThat(look(source).finished()).isTrue();
        server.commit("wang@example.net", "", List.of(List.of("rm", "trunk/mobileGame/a.erl")));
        look(source);
        look(source);

        List<Version> stored = sources.stored("code");
        assertThat(stored).extracting(Version::key).containsExactly("r3", "r2", "r1");
        assertThat(stored).extracting(Version::author).containsExactly("wang@example.net", "李四", "张三");
        assertThat(stored.get(1).message()).isEqualTo("技能动画\n第二行");
        assertThat(stored.get(1).type()).isEqualTo("GameServer");
        assertThat(stored.get(1).at()).isAfter(stored.get(2).at());
        assertThat(full(stored.get(0))).containsExactly(new ChangedPath("/trunk/mobileGame/a.erl", "D", null));
        assertThat(full(stored.get(1)))
                .containsExactlyInAnyOrder(
                        new ChangedPath("/trunk/" + ART.replace('/', '_') + ".png", "A", null),
                        new ChangedPath("/trunk/mobileGame/a.erl", "A", null));
        assertThat(sources.now(source).state().position()).isEqualTo(3);
        assertThat(sources.now(source).state().stored()).isEqualTo(3);
    }

    @Test
    void copiesReplacementsAndPathsWithSignsAreRead() throws Exception {
        server.commit("a", "b", List.of(List.of("put", "1", "trunk/a&b <c>@2.txt")));
        server.commit("a", "tag", List.of(List.of("cp", "2", "trunk", "tag@1")));
        server.commit(
                "a", "replace", List.of(List.of("rm", "trunk/a&b <c>@2.txt"), List.of("mkdir", "trunk/a&b <c>@2.txt")));
        VersionSource source = source();

        look(source);

        List<Version> stored = sources.stored("code");
        assertThat(full(stored.get(1))).containsExactly(new ChangedPath("/tag@1", "A", "/trunk@2"));
        assertThat(full(stored.get(0))).extracting(ChangedPath::action).containsExactly("R");
    }

    @Test
    void aPathOfTheRepositoryIsASourceToo() throws Exception {
        server.commit("a", "elsewhere", List.of(List.of("mkdir", "other")));
        server.commit("a", "here", List.of(List.of("put", "1", "trunk/mobileGame/@x")));
        VersionSource source =
                sources.svn("code", server.url() + "/trunk/mobileGame", SvnServer.USER, server.passwordFile());

        look(source);

        assertThat(sources.stored("code")).extracting(Version::key).containsExactly("r3", "r1");
    }

    @Test
    void wrongPasswordIsSaidSo() throws IOException {
        Path wrong = Files.createFile(
                directory.resolve("wrong"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(wrong, "not it\n");

        assertThat(failure(sources.svn("code", server.url(), SvnServer.USER, wrong)))
                .isEqualTo("auth_refused");
        assertThat(failure(sources.svn("anon", server.url(), null, null))).isEqualTo("auth_refused");
    }

    @Test
    void aPasswordFileThatOthersCanReadOrThatLiesElsewhereIsNotUsed() throws IOException {
        Path open = Files.writeString(directory.resolve("open"), "x");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(failure(sources.svn("code", server.url(), SvnServer.USER, open)))
                .isEqualTo("secret_unusable");
        assertThat(failure(sources.svn("code", server.url(), SvnServer.USER, Path.of("/etc/hostname"))))
                .isEqualTo("not_allowed");
    }

    @Test
    void whatIsNotThereIsSaidSo() throws IOException {
        Path password = server.passwordFile();

        assertThat(failure(sources.svn("a", server.url() + "/branches", SvnServer.USER, password)))
                .isEqualTo("not_found");
        assertThat(failure(sources.svn("b", server.url() + "x", SvnServer.USER, password)))
                .isEqualTo("not_found");
        assertThat(failure(sources.svn("c", "svn://no-such-host.invalid/x", null, null)))
                .isEqualTo("unreachable");
        assertThat(failure(sources.svn("d", "file://" + directory.resolve("svn/repository"), null, null)))
                .isEqualTo("not_allowed");
    }

    @Test
    void aDeadServerIsUnreachableAndTheNextLookGoesOn() throws Exception {
        VersionSource source = source();
        look(source);
        server.kill9();

        assertThat(failure(source)).isEqualTo("unreachable");

        server.start();
        server.commit("a", "later", List.of(List.of("mkdir", "later")));
        look(source);
        assertThat(sources.stored("code")).extracting(Version::key).containsExactly("r2", "r1");
    }

    @Test
    void aServerThatIsSilentEndsAtTheLimit() throws Exception {
        VersionSource source = source();
        server.signal(ChildProcess.Signal.STOP);
        long began = System.nanoTime();

        SourceFailedException failed = catchThrowableOfType(
                SourceFailedException.class,
                () -> reader.look(sources.now(source), Deadline.in(Duration.ofSeconds(1))));

        server.signal(ChildProcess.Signal.CONT);
        assertThat(failed.trouble().code()).isEqualTo("timed_out");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRepositoryThatWentBackIsShownAndAnotherOneIsReadFromItsBeginning() throws Exception {
        VersionSource source = source();
        server.commit("a", "b", List.of(List.of("mkdir", "b")));
        look(source);
        sources.sources.advanced(source, 9, 0);

        assertThat(failure(source)).isEqualTo("went_back");

        sources.sources.anew(source, "another-repository");
        look(source);
        assertThat(sources.stored("code")).hasSize(2);
        assertThat(sources.now(source).state().position()).isEqualTo(2);
    }

    @Test
    void aSourcePointedElsewhereBeginsAnewAndTheOldLookChangesNothing() throws Exception {
        VersionSource before = source();
        look(before);
        VersionSource after = sources.svn("code", server.url() + "/trunk", SvnServer.USER, server.passwordFile());

        sources.sources.advanced(before, 100, 5);

        assertThat(sources.now(after).state().position()).isZero();
        look(after);
        assertThat(sources.stored("code")).hasSize(2).extracting(Version::key).containsOnly("r1");
    }

    private VersionSource source() {
        return sources.svn("code", server.url(), SvnServer.USER, server.passwordFile());
    }

    private LookEnd look(VersionSource source) throws Exception {
        return reader.look(sources.now(source), Sources.soon());
    }

    private String failure(VersionSource source) {
        return catchThrowableOfType(SourceFailedException.class, () -> reader.look(sources.now(source), Sources.soon()))
                .trouble()
                .code();
    }

    private List<ChangedPath> full(Version version) {
        return sources.versions.find(version.id()).orElseThrow().changes();
    }
}
