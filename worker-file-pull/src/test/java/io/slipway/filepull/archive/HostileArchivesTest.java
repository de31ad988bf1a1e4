package io.slipway.filepull.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.DurableFiles;
import io.slipway.file.OpenDirectory;
import io.slipway.job.FailureCode;
import io.slipway.name.FileName;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives made at random from what has ever been done to archives; each seed is one test case and can be run again. */
@Tag("slow")
@Timeout(300)
class HostileArchivesTest {
    private static final int ARCHIVES = 1_000;
    private static final int NAMES = 10_000;
    private static final String[] PIECES = {
        "a",
        "b",
        "B",
        "lib",
        "..",
        ".",
        "",
        "/",
        "//",
        "\\",
        "../",
        "/etc/passwd",
        "..\\",
        "C:",
        "-x",
        "~",
        ".slipway",
        "\0",
        "\n",
        "\u202e",
        "é",
        "e\u0301",
        "玩家",
        "\uD83D\uDE00",
        "%2e%2e",
        " ",
        "x".repeat(120),
        "con",
        ":",
        "\uFFFD"
    };

    @TempDir
    Path directory;

    private Path root;
    private Path archive;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(directory.resolve("neighbour/lib"));
        Files.writeString(directory.resolve("neighbour/lib/a"), "untouched");
        Files.writeString(directory.resolve("a"), "untouched");
        Files.createSymbolicLink(directory.resolve("b"), Path.of("neighbour"));
        root = directory.resolve("root");
        archive = directory.resolve("archive");
    }

    @Test
    void thousandArchivesChangeNothingOutsideAndBecomeTheirPlainFilesOrNothing() throws Exception {
        Map<String, String> before = Surroundings.of(directory, root);
        int unpacked = 0;
        for (int seed = 0; seed < ARCHIVES; seed++) {
            Made made = make(new Random(seed));
            Files.write(archive, made.bytes());

            UnpackedTree tree = unpack(made.kind(), seed);

            if (tree != null) {
                unpacked++;
                assertThat(onDisk()).as("seed " + seed).isEqualTo(listed(tree));
                if (!made.mutated()) {
                    assertThat(made.plain()).as("seed " + seed).isTrue();
                    assertThat(onDisk()).as("seed " + seed).isEqualTo(made.files());
                }
            }
            Files.delete(archive);
            assertThat(Surroundings.of(directory, root)).as("seed " + seed).isEqualTo(before);
        }
        assertThat(unpacked).as("the test would be empty with nothing unpacked").isBetween(50, 900);
    }

    @Test
    void tenThousandNamesAreUnpackedUnderThatNameOrNotAtAll() throws Exception {
        Map<String, String> before = Surroundings.of(directory, root);
        Random random = new Random(5);
        for (int i = 0; i < NAMES; i++) {
            String name = name(random);
            for (ArchiveKind kind : List.of(ArchiveKind.ZIP, ArchiveKind.TGZ)) {
                boolean zip = kind == ArchiveKind.ZIP;
                Files.write(
                        archive,
                        zip
                                ? new RawZip().file(name, "x").zip()
                                : new RawTar().file(name, 0644, "x").gzip());

                UnpackedTree tree = unpack(kind, i);

                if (tree != null) {
                    String arrived = zip ? name : asTarReads(name);
                    assertThat(FileName.problem(arrived)).as(arrived).isNull();
                    assertThat(onDisk()).containsOnlyKeys(arrived);
                }
            }
            if (i % 500 == 0) {
                Files.delete(archive);
                assertThat(Surroundings.of(directory, root)).isEqualTo(before);
            }
        }
        Files.deleteIfExists(archive);
        assertThat(Surroundings.of(directory, root)).isEqualTo(before);
    }

    /** Names end at a zero byte; GNU tar's own {@code ./} goes, and so do slashes before a name too long for its field. */
    private static String asTarReads(String name) {
        String read = name.contains("\0") ? name.substring(0, name.indexOf('\0')) : name;
        while (name.getBytes(StandardCharsets.UTF_8).length > 100 && read.startsWith("/")) {
            read = read.substring(1);
        }
        return read.startsWith("./") ? read.substring(2) : read;
    }

    /**
     * @param plain whether all entries are plain files with good and different names
     * @param mutated whether bytes were changed afterwards, or an entry says something about the next one: then the files are not
     *     known
     */
    private record Made(ArchiveKind kind, byte[] bytes, Map<String, String> files, boolean plain, boolean mutated) {}

    private static Made make(Random random) {
        boolean hostile = random.nextInt(3) > 0;
        boolean zip = random.nextBoolean();
        RawZip zips = new RawZip();
        RawTar tars = new RawTar();
        Map<String, String> files = new TreeMap<>();
        boolean plain = true;
        boolean other = false;
        int entries = 1 + random.nextInt(6);
        for (int i = 0; i < entries; i++) {
            String name = hostile && random.nextInt(4) == 0 ? name(random) : "lib" + random.nextInt(3) + "/f" + i;
            String content = "content " + "z".repeat(random.nextInt(2000));
            char type = hostile && random.nextInt(8) == 0 ? "12346L7xgS\0".charAt(random.nextInt(11)) : RawTar.FILE;
            String arrives = zip ? name : asTarReads(name);
            plain &= FileName.allowed(arrives) && (type == RawTar.FILE || !zip && type == '\0');
            plain &= files.put(arrives, content) == null;
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            if (zip) {
                zips.add(type == RawTar.FILE ? new RawZip.Entry(name, bytes) : strange(random, name, bytes));
            } else {
                long size = hostile && random.nextInt(10) == 0 ? random.nextInt(5000) : bytes.length;
                other |= size != bytes.length || "Lxg".indexOf(type) >= 0;
                tars.entry(name, type, 0644, bytes, size, "../a");
            }
        }
        byte[] bytes = zip ? zips.zip() : tars.gzip();
        boolean mutated = hostile && random.nextInt(3) == 0;
        if (mutated) {
            bytes = zip ? mutate(random, bytes) : RawTar.gzip(mutate(random, tars.tar(true)));
        }
        return new Made(zip ? ArchiveKind.ZIP : ArchiveKind.TAR_GZ, bytes, files, plain, mutated || other);
    }

    private static RawZip.Entry strange(Random random, String name, byte[] content) {
        RawZip.Entry entry = new RawZip.Entry(name, content);
        switch (random.nextInt(7)) {
            case 0 -> entry.mode = 0120777;
            case 1 -> entry.flags |= 1;
            case 2 -> entry.localName = "other".getBytes(StandardCharsets.UTF_8);
            case 3 -> entry.offset = random.nextInt(200) + 1;
            case 4 -> entry.method = 1 + random.nextInt(7);
            case 5 -> entry.size = entry.localSize = random.nextInt(content.length);
            default -> entry.crc++;
        }
        return entry;
    }

    private static byte[] mutate(Random random, byte[] bytes) {
        byte[] changed =
                random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = 0; changed.length > 0 && i <= random.nextInt(8); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int pieces = 1 + random.nextInt(5);
        for (int i = 0; i < pieces; i++) {
            name.append(i > 0 && random.nextInt(3) > 0 ? "/" : "").append(PIECES[random.nextInt(PIECES.length)]);
        }
        return name.toString();
    }

    private @Nullable UnpackedTree unpack(ArchiveKind kind, int seed) throws IOException {
        DurableFiles.deleteTree(root);
        Files.createDirectory(root);
        try (FileChannel channel = FileChannel.open(archive);
                OpenDirectory target = OpenDirectory.open(root)) {
            UnpackLimits limits = new UnpackLimits(100, 1_000_000, 100, 100_000);
            return new ArchiveUnpacking(limits, new RecordingContext()).unpack(kind, channel, target);
        } catch (OrderEndedException e) {
            assertThat(Objects.requireNonNull(e.outcome().failure()).code())
                    .as("seed " + seed)
                    .isEqualTo(FailureCode.UNSAFE_ARCHIVE);
            return null;
        }
    }

    private Map<String, String> onDisk() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(root)) {
            for (Path entry : entries.toList()) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.put(root.relativize(entry).toString(), Files.readString(entry, StandardCharsets.ISO_8859_1));
                } else {
                    assertThat(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                            .isTrue();
                }
            }
        }
        return found;
    }

    /** The files as they were listed, with the bytes that have the listed digest. */
    private Map<String, String> listed(UnpackedTree tree) throws Exception {
        Map<String, String> files = new HashMap<>();
        for (ManifestFile file : tree.files()) {
            byte[] bytes = Files.readAllBytes(root.resolve(file.name()));
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(java.util.HexFormat.of().formatHex(digest)).isEqualTo(file.sha256());
            assertThat(bytes).hasSize((int) file.size());
            files.put(file.name(), new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return files;
    }
}
