package io.slipway.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTreeTest {
    private static final TreeLimits LIMITS = new TreeLimits(100, 1000, false);

    @TempDir
    Path root;

    @Test
    void filesAreSortedAndDirectoriesComeBeforeWhatIsInThem() throws IOException {
        write("b/c/文件", "123");
        write("b.x", "4");
        write("a", "");
        Files.createDirectories(root.resolve("z/empty"));

        PlainTree tree = walk(LIMITS);

        assertThat(tree.files()).extracting(PlainFile::name).containsExactly("a", "b.x", "b/c/文件");
        assertThat(tree.files()).extracting(PlainFile::parent).containsExactly("", "", "b/c");
        assertThat(tree.files()).extracting(PlainFile::baseName).containsExactly("a", "b.x", "文件");
        assertThat(tree.directories()).containsExactly("b", "b/c", "z", "z/empty");
        assertThat(tree.bytes()).isEqualTo(4);
    }

    @Test
    void limitsHoldForFilesDirectoriesAndBytes() throws IOException {
        write("a/b", "12345");
        write("a/c", "12345");

        assertThatThrownBy(() -> walk(new TreeLimits(1, 1000, false))).isInstanceOf(TreeTooLargeException.class);
        assertThatThrownBy(() -> walk(new TreeLimits(100, 9, false))).isInstanceOf(TreeTooLargeException.class);
        assertThat(walk(new TreeLimits(2, 10, false)).files()).hasSize(2);
    }

    @Test
    void unsafeEntryIsNamedWithVisibleCharacters() throws IOException {
        write("ok", "");
        write("a\u202Egnp.exe", "");

        assertThatThrownBy(() -> walk(LIMITS))
                .isInstanceOf(UnsafeEntryException.class)
                .hasMessage("a\\u202egnp.exe has a name that is not allowed (control_character)");
    }

    @Test
    void sameTreeHasNoDifference() throws IOException {
        write("a", "1");

        assertThat(walk(LIMITS).firstDifference(walk(LIMITS))).isNull();
    }

    @Test
    void eachKindOfChangeIsADifference() throws IOException {
        write("a", "1");
        write("m", "1");
        PlainTree before = walk(LIMITS);

        write("n", "1");
        assertThat(before.firstDifference(walk(LIMITS))).isEqualTo("n");
        Files.delete(root.resolve("n"));
        write("m", "22");
        assertThat(before.firstDifference(walk(LIMITS))).isEqualTo("m");
        Files.delete(root.resolve("a"));
        assertThat(before.firstDifference(walk(LIMITS))).isEqualTo("a");
        Files.createDirectory(root.resolve("d"));
        assertThat(before.firstDifference(walk(LIMITS))).isEqualTo("d");
    }

    @Test
    void openedDirectoryStaysTheSameThoughItsNameNowLeadsElsewhere() throws IOException {
        write("real/file", "mine");
        write("evil/file", "theirs");
        try (OpenDirectory top = OpenDirectory.open(root);
                OpenDirectory real = top.child("real")) {
            Files.move(root.resolve("real"), root.resolve("moved"));
            Files.createSymbolicLink(root.resolve("real"), root.resolve("evil"));

            try (var channel = real.read("file")) {
                assertThat(new Digester().digest(channel, count -> {}).size()).isEqualTo(4);
            }
            assertThatThrownBy(() -> top.descend("real")).isInstanceOf(UnsafeEntryException.class);
        }
    }

    @Test
    void missingSegmentIsNamedWithItsPath() throws IOException {
        try (OpenDirectory top = OpenDirectory.open(root)) {
            assertThatThrownBy(() -> top.descend("no/where"))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage(root.resolve("no").toString());
        }
    }

    @Test
    void removingATreeLeavesWhatItsLinksName() throws IOException {
        write("keep/file", "x");
        write("tree/deep/file", "x");
        Files.createSymbolicLink(root.resolve("tree/link"), root.resolve("keep"));

        DurableFiles.deleteTree(root.resolve("tree"));
        DurableFiles.deleteTree(root.resolve("tree"));

        assertThat(root.resolve("tree")).doesNotExist();
        assertThat(root.resolve("keep/file")).exists();
    }

    private PlainTree walk(TreeLimits limits) throws IOException {
        try (OpenDirectory directory = OpenDirectory.open(root)) {
            return PlainTree.walk(directory, limits);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }
}
