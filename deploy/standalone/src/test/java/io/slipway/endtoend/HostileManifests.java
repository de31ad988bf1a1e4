package io.slipway.endtoend;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.Manifest.ManifestFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Manifests that the dispatcher would never make, by their row of the abuse table: one name or command each, so that each is refused for itself. */
final class HostileManifests {
    private HostileManifests() {}

    /** Refused by whoever pushes and by whoever applies. */
    static Map<String, List<Manifest>> ofNames() {
        Map<String, List<Manifest>> rows = new TreeMap<>();
        rows.put(
                "A1 file name that leaves the root",
                each("../../escaped", "/etc/escaped", "a/../../b", "a/../b", "a\\..\\b", "..", ".", "", "a//b"));
        rows.put(
                "A2 file name that hides what it is",
                each("a\0b", "a\nb", "a\rb", "-rf", "~/x", "a:b", "a\u202eb", "e\u0301.beam", "a\u0085b"));
        rows.put(
                "A2 two files with one name",
                List.of(
                        named("A.beam", "a.beam"),
                        named("a.txt", "a.txt"),
                        named("\u00e9.txt", "\u00c9.txt"),
                        named("STRASSE", "strasse"),
                        named("x/Y", "x/y")));
        rows.put(
                "A7 line of a list for rsync",
                each("x\n../../y", "x\0../y", "../x", "/etc/passwd", "a/./../../x", "x\r\n/etc/passwd"));
        return rows;
    }

    /** Row A8; refused before any node is spoken to. */
    static List<Manifest> ofCommands() {
        return Stream.of(
                        "os:cmd(X).",
                        "a:b(). c:d().",
                        "halt()",
                        "a:b(self()).",
                        "X = 1, X.",
                        "fun() -> ok end.",
                        "a:b(spawn(c, d, [])).",
                        "",
                        "a:b(\"" + "x".repeat(5000) + "\").",
                        "%2e:b().")
                .map(text -> new Manifest(List.of(), List.of(new ManifestCommand(text, true)), 10))
                .toList();
    }

    static Manifest named(String... names) {
        List<ManifestFile> files = Arrays.stream(names)
                .map(name -> new ManifestFile(name, 1, "0cc175b9c0f1b6a831c399e269772661", "0".repeat(64)))
                .toList();
        return new Manifest(files, List.of(), 10);
    }

    private static List<Manifest> each(String... names) {
        return Arrays.stream(names).map(HostileManifests::named).toList();
    }
}
