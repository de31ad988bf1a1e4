package io.slipway.filepull;

import static io.slipway.worker.ProbedCells.assertRed;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.Site;
import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeSource;
import io.slipway.worker.ProbedCells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ReceiverProbeTest {
    private static final Site SITE = new Site("recv8", "slipway");

    @TempDir
    Path directory;

    private PullFixture receiver;

    @BeforeEach
    void version() {
        receiver = new PullFixture(directory).file("a.txt", "a");
    }

    @Test
    void everythingIsGreenWhereAPullWouldSucceedAndNothingIsTouched() throws Exception {
        Map<String, String> before = tree();

        ProbedCells cells = look("004200000");

        assertThat(cells.checks())
                .containsExactly("version_root", "project_alias", "version_directory", "backup_root", "free_space");
        assertThat(cells.all()).extracting(ProbeCell::result).containsOnly(CellResult.GO);
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void withoutAVersionItsDirectoryIsNotAsked() throws Exception {
        assertThat(look(null).get(CheckName.VERSION_DIRECTORY).result()).isEqualTo(CellResult.NOT_APPLICABLE);
    }

    @Test
    void aVersionThatDidNotArriveIsRed() throws Exception {
        ProbeCell cell = look("004300000").get(CheckName.VERSION_DIRECTORY);

        assertRed(cell, "recv8", "server/ssss/cn/004300000/reloadfiles");
    }

    @Test
    void anEmptyVersionIsRed() throws Exception {
        Files.delete(receiver.source.resolve("a.txt"));
        assertRed(look("004200000").get(CheckName.VERSION_DIRECTORY), "004200000");
    }

    @Test
    void aMissingAliasIsRedWithTheCommandThatMakesIt() throws Exception {
        delete(receiver.versionRoot.resolve("server/ssss"));
        assertRed(look(null).get(CheckName.PROJECT_ALIAS), "ln -s x " + receiver.versionRoot + "/server/ssss");
    }

    @Test
    void anAliasThatResolvesIsGreenAndShowsWhere() throws Exception {
        Files.move(receiver.versionRoot.resolve("server/ssss"), receiver.versionRoot.resolve("server/x"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), Path.of("x"));

        ProbeCell cell = look("004200000").get(CheckName.PROJECT_ALIAS);

        assertThat(cell.result()).isEqualTo(CellResult.GO);
        assertThat(cell.detail().zh()).contains("软链接").contains("/server/x");
    }

    @Test
    void aDanglingAliasIsRed() throws Exception {
        delete(receiver.versionRoot.resolve("server/ssss"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), Path.of("gone"));
        assertRed(look(null).get(CheckName.PROJECT_ALIAS), "ln -sfn x");
    }

    @Test
    void anAliasThatLeadsOutIsRedUnlessAllowed() throws Exception {
        delete(receiver.versionRoot.resolve("server/ssss"));
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), outside);

        assertRed(look(null).get(CheckName.PROJECT_ALIAS), "allow-alias-outside");
        receiver.allowAliasOutside();
        assertThat(look(null).get(CheckName.PROJECT_ALIAS).result()).isEqualTo(CellResult.GO);
    }

    @Test
    void missingRootsAreRedWithTheCommandAndTheSetting() throws Exception {
        delete(receiver.versionRoot);
        delete(receiver.backupRoot);
        ProbedCells cells = look(null);

        assertRed(cells.get(CheckName.VERSION_ROOT), "install -d", "slipway.file-pull.version-root");
        assertRed(
                cells.get(CheckName.BACKUP_ROOT),
                "install -d -m 750 -o slipway " + receiver.backupRoot,
                "slipway.file-pull.backup-root");
        assertThat(cells.get(CheckName.FREE_SPACE).result()).isEqualTo(CellResult.UNKNOWN);
        assertThat(receiver.backupRoot).doesNotExist();
    }

    @Test
    void tooLittleSpaceIsRed() throws Exception {
        receiver.minFreeSpace(DataSize.ofTerabytes(1_000_000));
        assertRed(look(null).get(CheckName.FREE_SPACE), "du -xsh");
    }

    private ProbedCells look(@Nullable String version) throws InterruptedException {
        return ProbedCells.of(new ReceiverProbe(receiver.properties(), SITE)
                .checks(new ProbeSource("p", 5000, "ssss", "cn", version)));
    }

    private Map<String, String> tree() throws Exception {
        try (Stream<Path> paths = Files.walk(directory)) {
            Map<String, String> tree = new TreeMap<>();
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
            return tree;
        }
    }

    private static void delete(Path tree) throws Exception {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(tree)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
