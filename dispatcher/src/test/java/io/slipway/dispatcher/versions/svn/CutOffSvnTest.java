package io.slipway.dispatcher.versions.svn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.versions.Sources;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that prints what no real server can be made to send at will: it plays {@code svn}. */
class CutOffSvnTest {
    private static final String INFO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <info><entry path="x" revision="900" kind="dir"><repository><root>r</root><uuid>u-1</uuid></repository>
            <commit revision="900"><author>a</author></commit></entry></info>""";

    @TempDir
    Path directory;

    private final PrivateStore store = new PrivateStore();
    private final Sources sources = new Sources(store.database());

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aFailureInTheMiddleKeepsWhatIsCompleteAndTheNextLookGoesOnThere() throws Exception {
        String cut = log(1, 600) + "<logentry revision=\"601\"><author>a</author><date>2013-12-24T09:30:12.000000Z</da";

        assertThat(failure(cut, "svn: E210002: Network connection closed unexpectedly", 1))
                .isEqualTo("unreachable");
        assertThat(sources.stored("code")).hasSize(600);
        assertThat(sources.now(source()).state().position()).isEqualTo(600);

        look(log(601, 900) + "</log>", 0);
        assertThat(sources.stored("code")).hasSize(900);
        assertThat(Files.readString(directory.resolve("arguments"))).contains("601:HEAD");
    }

    @Test
    void aCutOffAnswerIsNotBelievedThoughTheExitCodeIsGood() throws Exception {
        String cut = log(1, 3) + "<logentry revision=\"4\"><msg>half";

        assertThat(failure(cut, "", 0)).isEqualTo("bad_answer");
        assertThat(sources.stored("code")).extracting(Version::key).containsExactly("r3", "r2", "r1");
        assertThat(sources.now(source()).state().position()).isEqualTo(3);
    }

    @Test
    void anEntryWithoutAuthorAndDateIsStored() throws Exception {
        look("<log><logentry revision=\"900\"></logentry></log>", 0);

        assertThat(sources.stored("code")).singleElement().satisfies(version -> {
            assertThat(version.author()).isNull();
            assertThat(version.number()).isEqualTo(900);
        });
    }

    @Test
    void documentTypesEntitiesAndDepthAreRefused() throws Exception {
        String bomb =
                "<!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><log><logentry revision=\"1\"><msg>&b;</msg>"
                        + "</logentry></log>";
        String outside =
                "<!DOCTYPE log [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><log><logentry revision=\"1\"><msg>&x;</msg>"
                        + "</logentry></log>";

        for (String xml : new String[] {bomb, outside, "<log>&x;</log>", "<log>".repeat(50), "<html/>", "", "no xml"}) {
            assertThat(failure(xml, "", 0)).as(xml).isEqualTo("bad_answer");
        }
        assertThat(sources.stored("code")).isEmpty();
    }

    @Test
    void hugeMessagesAndPathListsAreCut() throws Exception {
        String paths = IntStream.range(0, 5_000)
                .mapToObj(i -> "<path action=\"A\" kind=\"file\">/trunk/mobileGame/" + i + ".png</path>")
                .collect(Collectors.joining());
        String message = "长".repeat(100_000);

        look(
                "<log><logentry revision=\"900\"><author>a</author><paths>" + paths + "</paths><msg>" + message
                        + "</msg></logentry></log>",
                0);

        Version stored =
                sources.versions.find(sources.stored("code").get(0).id()).orElseThrow();
        assertThat(stored.pathCount()).isEqualTo(5_000);
        assertThat(stored.changes()).hasSize(SvnLog.MOST_PATHS);
        assertThat(stored.message()).hasSize(SvnLog.MOST_TEXT);
        assertThat(stored.type()).isEqualTo("GameServer");
    }

    @Test
    void aMissingProgramIsSaidSo() throws Exception {
        try (SvnReader reader = new SvnReader(
                settings(directory.resolve("no-such-svn")), sources.sources, sources.versions, Clock.systemUTC())) {
            SourceFailedException failed =
                    catchThrowableOfType(SourceFailedException.class, () -> reader.look(source(), Sources.soon()));
            assertThat(failed.trouble().code()).isEqualTo("program_missing");
        }
    }

    private static String log(int first, int last) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>"
                + IntStream.rangeClosed(first, last)
                        .mapToObj(
                                i ->
                                        "<logentry revision=\"%d\"><author>李四</author><date>2013-12-24T09:30:12.000000Z</date>"
                                                        .formatted(i)
                                                + "<paths><path action=\"M\" kind=\"file\">/trunk/a.erl</path></paths><msg>m</msg></logentry>")
                        .collect(Collectors.joining());
    }

    private VersionSource source() {
        return sources.sources
                .find(Sources.PROJECT, "code")
                .orElseGet(() -> sources.svn("code", "svn://127.0.0.1:1/x", null, null));
    }

    private String failure(String xml, String error, int exit) throws IOException {
        try (SvnReader reader = playing(xml, error, exit)) {
            return catchThrowableOfType(SourceFailedException.class, () -> reader.look(source(), Sources.soon()))
                    .trouble()
                    .code();
        }
    }

    private void look(String xml, int exit) throws Exception {
        try (SvnReader reader = playing(xml, "", exit)) {
            reader.look(source(), Sources.soon());
        }
    }

    private SvnReader playing(String xml, String error, int exit) throws IOException {
        Path log = Files.writeString(directory.resolve("log.xml"), xml);
        Path info = Files.writeString(directory.resolve("info.xml"), INFO);
        String script = """
                #!/bin/sh
                if [ "$1" = info ]; then exec cat '%s'; fi
                echo "$@" > '%s'
                cat '%s'
                echo '%s' >&2
                exit %d
                """.formatted(info, directory.resolve("arguments"), log, error, exit);
        Path program = directory.resolve("svn-" + System.nanoTime());
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new SvnReader(settings(program), sources.sources, sources.versions, Clock.systemUTC());
    }

    private VersionsProperties settings(Path program) {
        VersionsProperties usual = Sources.settings(directory, Duration.ofSeconds(30));
        return new VersionsProperties(
                program.toString(),
                usual.schemes(),
                usual.roots(),
                usual.secrets(),
                usual.period(),
                usual.threads(),
                usual.lookLimit(),
                usual.mostFiles(),
                usual.largestFile(),
                usual.largestUnpacked());
    }
}
