package io.slipway.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is released: every file says its version, so that a mixture can be told. */
final class Versions {
    static final String TYPE = "GameServer";
    static final List<String> HOT = List.of("004200001", "004200002", "004200003");
    static final List<String> RELEASES = List.of("2.0.0", "2.0.1", "2.0.2");
    private static final List<String> HOT_FILES = List.of("conf/drop.txt", "conf/shop.txt", "zz/build.txt");
    private static final int RELEASE_FILES = 60;

    private Versions() {}

    static void build(Path versionRoot, List<String> areas) throws IOException {
        for (String area : areas) {
            for (String version : HOT) {
                Path place = versionRoot.resolve("server/ssss/" + area + "/" + version + "/reloadfiles");
                for (String name : HOT_FILES) {
                    Path file = place.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, content(name, version));
                }
            }
        }
        Path packages = Files.createDirectories(versionRoot.resolve("release/ssss/" + TYPE));
        for (String version : RELEASES) {
            zip(packages.resolve(version + ".zip"), version);
        }
    }

    /** Name and MD5 of the files of a hot update, as the CMDB sends them. */
    static List<Map<String, String>> fileList(String version) {
        List<Map<String, String>> files = new ArrayList<>();
        for (String name : HOT_FILES) {
            files.add(Map.of("file_name", name, "file_md5", md5(content(name, version))));
        }
        return files;
    }

    private static String content(String name, String version) {
        return name + " of " + version + "\n";
    }

    private static void zip(Path file, String version) throws IOException {
        Map<String, String> content = new TreeMap<>();
        content.put("version.txt", version);
        for (int i = 0; i < RELEASE_FILES; i++) {
            content.put("data/" + i % 7 + "/" + i + ".txt", i % 5 == 0 ? version : "the same in all, number " + i);
        }
        content.put("zz/build.txt", version);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
