package io.slipway.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.file.VersionCheck;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand names made of what was ever used to leave a directory, against the rules that edge and workers share. */
class GeneratedNamesTest {
    private static final int NAMES = 10_000;
    private static final long SEED = 20_261_122;
    private static final List<String> PIECES = List.of(
            "..",
            ".",
            "/",
            "//",
            "\\",
            "%2e",
            "%2f",
            "%00",
            "\u0000",
            "\n",
            "\r",
            "\t",
            "-",
            "--",
            "~",
            ":",
            "*",
            "?",
            "$(id)",
            "`id`",
            ";id",
            "|",
            "&",
            " ",
            "a",
            "b.beam",
            "ebin",
            "甲",
            "é",
            "e\u0301",
            "\u202e",
            "\u200b",
            "\ufeff",
            "\ud83d\ude00",
            "\ud800",
            "\uff0e\uff0e",
            "\u2024\u2024",
            "\uff0f",
            "\u2215",
            "\u29f5",
            "C:",
            "NUL",
            ".slipway",
            ".SLIPWAY",
            "{version}",
            "${x}",
            "x".repeat(100),
            "0",
            "10.1.1.1",
            "[::1]",
            "@",
            "=",
            ",",
            "'",
            "\"",
            "<",
            ">",
            "K",
            "ﬀ",
            "İ");

    private final Random random = new Random(SEED);

    @TempDir
    Path directory;

    @Test
    void noAllowedFileNameLeavesTheRootOrHidesWhatItIs() {
        Path root = directory.resolve("root");
        int allowed = 0;
        for (String name : names()) {
            if (FileName.allowed(name)) {
                allowed++;
                Path resolved = root.resolve(name);
                assertThat(resolved.normalize().toString()).as(shown(name)).isEqualTo(root + "/" + name);
                assertThat(resolved.getNameCount()).isEqualTo(root.getNameCount() + name.split("/", -1).length);
                assertThat(name)
                        .as(shown(name))
                        .doesNotContain("\\", ":", "%", "\u0000", "\n", "\u202e")
                        .doesNotStartWith("-");
                assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
            }
        }
        assertThat(allowed).as("some have to pass, or the rule was not tried").isGreaterThan(200);
    }

    /** On the disk itself: what is written is what was named, below the root, and nothing else. */
    @Test
    void allowedNamesAreWrittenBelowTheRootByteForByte() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Set<String> written = new TreeSet<>();
        for (String name : names()) {
            if (FileName.allowed(name) && write(root, name)) {
                written.add(name);
            }
        }

        try (Stream<Path> walk = Files.walk(root)) {
            Set<String> found = walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).isEqualTo(written).hasSizeGreaterThan(100);
        }
        try (Stream<Path> beside = Files.list(directory)) {
            assertThat(beside).containsExactlyInAnyOrder(root, outside);
        }
        try (Stream<Path> nothing = Files.list(outside)) {
            assertThat(nothing).isEmpty();
        }
    }

    @Test
    void everyNameOfAnOrderIsOneSegmentOrIsRefusedByTheWorker() {
        int allowed = 0;
        for (String name : names()) {
            boolean safe = SafeName.allowed(name);
            assertThat(refusedByTheWorker(name)).as(shown(name)).isEqualTo(!safe);
            if (safe) {
                allowed++;
                assertThat(name)
                        .matches("[A-Za-z0-9][A-Za-z0-9_.-]*")
                        .doesNotContain("..")
                        .hasSizeLessThan(65);
                assertThat(Path.of("/root", name).normalize()).isEqualTo(Path.of("/root/" + name));
            }
        }
        assertThat(allowed).isGreaterThan(100);
    }

    @Test
    void everyHostIsFourNumbersOrIsRefused() {
        Set<String> hosts = new HashSet<>(names());
        for (int i = 0; i < NAMES; i++) {
            hosts.add(octet() + "." + octet() + "." + octet() + "." + octet());
        }
        int allowed = 0;
        for (String host : hosts) {
            if (IpLiteral.allowed(host)) {
                allowed++;
                String[] octets = host.split("\\.", -1);
                assertThat(octets).as(host).hasSize(4).allSatisfy(octet -> assertThat(octet)
                        .isEqualTo(String.valueOf(Integer.parseInt(octet))));
                assertThat(List.of(octets)).allMatch(octet -> Integer.parseInt(octet) <= 255);
            }
        }
        assertThat(allowed).isGreaterThan(100);
    }

    @Test
    void everyAreaAndCdnNameIsAWordOrIsRefused() {
        for (String name : names()) {
            if (AreaName.allowed(name)) {
                assertThat(name).as(shown(name)).doesNotContain(".", "/", "*", "#", " ", "\\");
            }
            if (CdnName.directoryAllowed(name)) {
                assertThat(Path.of("/root", name).normalize()).as(shown(name)).isEqualTo(Path.of("/root/" + name));
            }
            if (CdnName.rootAllowed(name)) {
                assertThat(name).as(shown(name)).matches("[A-Za-z0-9.-]+\\.[A-Za-z][A-Za-z0-9-]*(:[1-9][0-9]{0,4})?");
            }
        }
    }

    private static boolean refusedByTheWorker(String name) {
        try {
            VersionCheck.require("version", name);
            return false;
        } catch (OrderEndedException e) {
            return true;
        }
    }

    /** False where an earlier file stands in the way, as a directory or in place of one. */
    private static boolean write(Path root, String name) throws IOException {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, name);
            return true;
        } catch (FileSystemException | InvalidPathException e) {
            return false;
        }
    }

    private String octet() {
        String number = String.valueOf(random.nextInt(300));
        return random.nextInt(20) == 0 ? "0" + number : number;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            StringBuilder name = new StringBuilder();
            for (int parts = 1 + random.nextInt(i % 2 == 0 ? 2 : 6); parts > 0; parts--) {
                name.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (i % 3 == 0) {
                name = new StringBuilder("f" + i + "/x").append(name);
            }
            names.add(name.toString());
        }
        return names;
    }

    private static String shown(String name) {
        return name.codePoints()
                .mapToObj(c -> c > 32 && c < 127 ? Character.toString(c) : "<" + Integer.toHexString(c) + ">")
                .collect(Collectors.joining());
    }
}
