package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.slipway.filepull.archive.RawTar;
import io.slipway.filepull.archive.RawZip;
import io.slipway.filepull.archive.Surroundings;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/** Reliability row A4, and A3 where it is about archives. */
@Timeout(60)
class UnsafeArchiveTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    private PackageFixture receiver;

    @BeforeEach
    void prepare() {
        receiver = new PackageFixture(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "../evil, path_traversal",
        "a/../../evil, path_traversal",
        "a/.., path_traversal",
        "/etc/evil, absolute_path",
        "a\\..\\evil, bad_character",
        "C:/evil, bad_character",
        "a//b, empty_segment",
        "a/./b, path_traversal",
        "-rf, looks_like_option",
        "~root, looks_like_option",
        ".slipway/fence, reserved",
        "a/.slipway-partial/b, reserved",
        "'a\nb', control_character",
        "a\u202eb, control_character",
        "e\u0301, not_nfc",
    })
    void nameThatIsNotAllowedIsRefusedInBothFormats(String name, String rule) throws Exception {
        assertRefused(".zip", new RawZip().file("good", "1").file(name, "2").zip(), rule);
        assertRefused(
                ".tgz",
                new RawTar().file("good", 0644, "1").file(name, 0644, "2").gzip(),
                rule);
    }

    @Test
    void nameLongerThanAFileSystemTakesIsRefused() throws Exception {
        String segment = "x".repeat(241);
        String path = "d/".repeat(512) + "x";

        for (String name : new String[] {segment, path}) {
            assertRefused(".zip", new RawZip().file(name, "2").zip(), "too_long");
            assertRefused(".tgz", new RawTar().file(name, 0644, "2").gzip(), "too_long");
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments("a", "a", "is there twice"),
                arguments("a", "A", "cannot be told from a"),
                arguments("lib/a", "LIB/b", "cannot be told from lib"),
                arguments("straße", "STRASSE", null),
                arguments("ﬁ", "fi", "cannot be told from"),
                arguments("a", "a/b", "needs a directory where a is a file"),
                arguments("a/b", "a", "is a file where a directory is needed"),
                arguments("a/b", "a/c", null));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void namesThatAreOneFileSomewhereAreRefused(String first, String second, String rule) throws Exception {
        byte[] zip = new RawZip().file(first, "1").file(second, "2").zip();
        byte[] tar = new RawTar().file(first, 0644, "1").file(second, 0644, "2").gzip();
        if (rule != null) {
            assertRefused(".zip", zip, rule);
            assertRefused(".tgz", tar, rule);
        } else {
            assertThat(receiver.archive(".zip", zip).unpack(new RecordingContext()))
                    .isEqualTo(Outcome.succeeded(2, 2));
        }
    }

    static Stream<Arguments> tarKinds() {
        return Stream.of(
                arguments('1', "is a hard link"),
                arguments('2', "is a symbolic link"),
                arguments('3', "is a device"),
                arguments('4', "is a device"),
                arguments('6', "is a pipe"),
                arguments('7', "is neither a plain file nor a directory"),
                arguments('V', "is neither a plain file nor a directory"),
                arguments('M', "is neither a plain file nor a directory"));
    }

    @ParameterizedTest
    @MethodSource("tarKinds")
    void entryOfATarThatIsNoFileIsRefused(char type, String rule) throws Exception {
        byte[] tar = new RawTar()
                .file("good", 0644, "1")
                .entry("bad", type, 0644, new byte[0], "/etc/passwd")
                .gzip();

        assertRefused(".tar.gz", tar, "entry bad " + rule);
    }

    @Test
    void linkAndWhatIsWrittenThroughItAreRefused() throws Exception {
        byte[] tar = new RawTar()
                .entry("lib", RawTar.SYMBOLIC_LINK, 0777, new byte[0], "../../../..")
                .file("lib/evil", 0644, "x")
                .gzip();

        assertRefused(".tgz", tar, "entry lib is a symbolic link");
    }

    @ParameterizedTest
    @CsvSource({
        "0120777, is a symbolic link",
        "0010644, 'is a pipe, socket or device'",
        "0020644, 'is a pipe, socket or device'",
        "0060644, 'is a pipe, socket or device'",
        "0140644, 'is a pipe, socket or device'",
        "0040755, is a directory by its name or by its mode",
    })
    void entryOfAZipThatIsNoFileIsRefused(String mode, String rule) throws Exception {
        byte[] zip = new RawZip()
                .add(new RawZip.Entry("bad", CONTENT).mode(Integer.parseInt(mode, 8)))
                .zip();

        assertRefused(".zip", zip, "entry bad " + rule);
    }

    static Stream<Arguments> strangeZips() {
        RawZip.Entry encrypted = new RawZip.Entry("e", CONTENT);
        encrypted.flags |= 1;
        RawZip.Entry masked = new RawZip.Entry("e", CONTENT);
        masked.flags |= 1 << 6;
        RawZip.Entry lzma = new RawZip.Entry("e", CONTENT);
        lzma.method = 14;
        RawZip.Entry otherName = new RawZip.Entry("e", CONTENT);
        otherName.localName = "f".getBytes(StandardCharsets.UTF_8);
        RawZip.Entry otherSize = new RawZip.Entry("e", CONTENT);
        otherSize.localSize = 8;
        RawZip.Entry smaller = new RawZip.Entry("e", new byte[1000]);
        smaller.size = smaller.localSize = 10;
        RawZip.Entry larger = new RawZip.Entry("e", CONTENT);
        larger.size = larger.localSize = 1000;
        RawZip.Entry wrongSum = new RawZip.Entry("e", CONTENT);
        wrongSum.crc++;
        RawZip.Entry wrongStored = new RawZip.Entry("e", CONTENT).stored(new byte[3]);
        RawZip.Entry noDeflate = new RawZip.Entry("e", CONTENT);
        noDeflate.packed = new byte[] {-1, -1, -1};
        RawZip.Entry trailing = new RawZip.Entry("e", CONTENT);
        trailing.packed = Arrays.copyOf(trailing.packed, trailing.packed.length + 5);
        RawZip.Entry cut = new RawZip.Entry("e", CONTENT);
        cut.packed = Arrays.copyOf(cut.packed, cut.packed.length - 2);
        RawZip.Entry elsewhere = new RawZip.Entry("e", CONTENT);
        elsewhere.offset = 5_000_000;
        RawZip.Entry full = new RawZip.Entry("e/", CONTENT);
        RawZip.Entry latin = new RawZip.Entry("e", CONTENT);
        latin.name = latin.localName = new byte[] {(byte) 0xe4, 'b'};
        return Stream.of(
                arguments(encrypted, "is encrypted"),
                arguments(masked, "is encrypted"),
                arguments(lzma, "packed by a method that is not deflate (14)"),
                arguments(otherName, "is described otherwise"),
                arguments(otherSize, "is described otherwise"),
                arguments(smaller, "is not what the archive promises"),
                arguments(larger, "is not what the archive promises"),
                arguments(wrongSum, "is not what the archive promises"),
                arguments(wrongStored, "has a size that cannot be"),
                arguments(noDeflate, "cannot be read, it is damaged"),
                arguments(trailing, "has bytes after its end"),
                arguments(cut, "cannot be read, it is damaged"),
                arguments(elsewhere, "has its bytes outside the archive"),
                arguments(full, "has a size that cannot be"),
                arguments(latin, "has a name that is not UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("strangeZips")
    void zipThatProgramsReadDifferentlyIsRefused(RawZip.Entry entry, String rule) throws Exception {
        assertRefused(".zip", new RawZip().file("good", "1").add(entry).zip(), rule);
    }

    @Test
    void bytesOfOneEntryAreNotThoseOfAnother() throws Exception {
        RawZip.Entry shared = new RawZip.Entry("good", CONTENT);
        shared.offset = 0;

        assertRefused(
                ".zip",
                new RawZip().add(new RawZip.Entry("good", CONTENT)).add(shared).zip(),
                "shares its bytes with good");
    }

    @Test
    void zipWhoseEndSaysOtherwiseIsRefused() throws Exception {
        byte[] zip = new RawZip().file("a", "1").file("b", "2").zip(1);
        byte[] whole = new RawZip().file("a", "1").zip();
        byte[] before = new byte[whole.length + 3];
        System.arraycopy(whole, 0, before, 3, whole.length);

        assertRefused(".zip", zip, "does not hold what its end says");
        assertRefused(".zip", before, "does not lie where its end says");
        assertRefused(".zip", Arrays.copyOf(whole, whole.length + 3), "the record of its end is missing");
        assertRefused(".zip", Arrays.copyOf(whole, whole.length - 3), "the record of its end is missing");
        assertRefused(".zip", new byte[0], "the record of its end is missing");
        assertRefused(".zip", new RawZip().zip(), "has no files");
    }

    @Test
    void tarThatIsCutOffOrGoesOnIsRefused() throws Exception {
        RawTar tar = new RawTar().file("a", new byte[3000]).file("b", new byte[512]);
        byte[] gzip = tar.gzip();
        byte[] unpacked = tar.tar(false);
        byte[] more = Arrays.copyOf(tar.tar(true), tar.tar(true).length + 20_000);
        more[more.length - 1] = 1;

        assertRefused(".tgz", Arrays.copyOf(gzip, gzip.length - 1), "damaged or incomplete");
        assertRefused(".tgz", Arrays.copyOf(gzip, gzip.length / 2), "damaged or incomplete");
        assertRefused(".tgz", RawTar.gzip(unpacked), "the mark of its end is missing");
        assertRefused(".tgz", RawTar.gzip(Arrays.copyOf(unpacked, 1200)), "damaged or incomplete");
        assertRefused(".tgz", RawTar.gzip(more), "has data after its end");
        assertRefused(".tgz", Arrays.copyOf(gzip, gzip.length + 1), "damaged or incomplete");
        assertRefused(".tgz", tar.tar(true), "damaged or incomplete");
        assertRefused(".tgz", RawTar.gzip(new byte[1024]), "has no files");
        assertRefused(".tgz", new byte[0], "damaged or incomplete");
        byte[] otherSum = gzip.clone();
        otherSum[gzip.length - 6]++;
        assertRefused(".tgz", otherSum, "damaged or incomplete");
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws Exception {
        receiver.limits(10, DataSize.ofMegabytes(1), 100);
        RawZip zip = new RawZip();
        RawTar tar = new RawTar();
        RawZip deep = new RawZip();
        for (int i = 0; i < 11; i++) {
            zip.file("f" + i, "");
            tar.file("f" + i, 0644, "");
            deep.file("d/".repeat(i) + "f" + i, "");
        }
        RawTar again = new RawTar();
        for (int i = 0; i < 25; i++) {
            again.directory("d");
        }

        assertRefused(".zip", zip.zip(), "more than 10 files");
        assertRefused(".tgz", tar.gzip(), "more than 10 files");
        assertRefused(".zip", deep.file("x", "").zip(), "more than 10");
        assertRefused(".tgz", again.gzip(), "more than 20 entries");
    }

    @Test
    void moreBytesThanAllowedAreRefusedWhateverTheHeadersSay() throws Exception {
        receiver.limits(10, DataSize.ofMegabytes(1), 100_000);
        RawZip.Entry lying = new RawZip.Entry("big", new byte[2 * MIB]);

        assertRefused(".zip", new RawZip().add(lying).zip(), "entry big brings the archive over 1048576 bytes");
        assertRefused(".tgz", new RawTar().file("big", new byte[2 * MIB]).gzip(), "over 1048576 bytes");
    }

    @Test
    void bombIsStoppedByItsRatio() throws Exception {
        byte[] zeros = new byte[20 * MIB];

        assertRefused(".zip", new RawZip().add(new RawZip.Entry("bomb", zeros)).zip(), "over 100 times its own size");
        assertRefused(".tgz", new RawTar().file("bomb", zeros).gzip(), "100 times its own size");
        assertRefused(
                ".tgz",
                RawTar.gzip(Arrays.copyOf(new RawTar().file("a", 0644, "1").tar(true), 20 * MIB)),
                "100 times");
    }

    @Test
    void smallFilesMayShrinkMore() throws Exception {
        receiver.archive(
                ".zip",
                new RawZip()
                        .add(new RawZip.Entry("empty.log", new byte[5 * MIB]))
                        .zip());

        assertThat(receiver.unpack(new RecordingContext())).isEqualTo(Outcome.succeeded(1, 5L * MIB));
    }

    @Test
    void nameThatClaimsMegabytesIsNotKept() throws Exception {
        byte[] longName = new byte[5 * MIB];
        Arrays.fill(longName, (byte) 'x');
        byte[] attributes = ("5242880 path=" + "y".repeat(5 * MIB - 14) + "\n").getBytes(StandardCharsets.UTF_8);
        RawTar gnu =
                new RawTar().entry("././@LongLink", 'L', 0644, longName, "").file("x", 0644, "");
        RawTar pax = new RawTar().entry("pax", 'x', 0644, attributes, "").file("x", 0644, "");

        assertRefused(".tgz", gnu.gzip(), "name or attributes take more than");
        assertRefused(".tgz", pax.gzip(), "name or attributes take more than");
    }

    @Test
    void nestedArchiveIsAFileLikeAnyOther() throws Exception {
        byte[] inner = new RawZip().file("../evil", "x").zip();
        receiver.archive(
                ".zip", new RawZip().add(new RawZip.Entry("inner.zip", inner)).zip());

        assertThat(receiver.unpack(new RecordingContext())).isEqualTo(Outcome.succeeded(1, inner.length));
    }

    private void assertRefused(String ending, byte[] archive, String words) throws Exception {
        Files.createDirectories(receiver.place);
        Path beside = Files.writeString(receiver.place.resolve("other"), "untouched");
        receiver.archive(ending, archive);
        Map<String, String> before = Surroundings.of(directory, receiver.place.resolve(".1.2.0.lock"));

        Outcome outcome = receiver.unpack(new RecordingContext());

        assertThat(Objects.requireNonNull(outcome.failure()).message()).contains(words);
        assertThat(outcome.failure().code()).isEqualTo(FailureCode.UNSAFE_ARCHIVE);
        assertThat(Surroundings.of(directory, receiver.place.resolve(".1.2.0.lock")))
                .isEqualTo(before);
        Files.delete(beside);
        Files.delete(receiver.packages.resolve("1.2.0" + ending));
    }
}
