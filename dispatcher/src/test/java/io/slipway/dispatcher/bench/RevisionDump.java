package io.slipway.dispatcher.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A dump of a repository with many revisions, each of ten new files with Chinese paths and a message of three lines. */
final class RevisionDump {
    private static final int DIRECTORIES = 100;
    private static final int FILES = 10;
    private static final Instant FIRST = Instant.parse("2013-11-23T16:31:58Z");

    private RevisionDump() {}

    /** @param revisions at least 1 */
    static Path write(Path file, int revisions) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            print(out, "SVN-fs-dump-format-version: 2\n\n");
            revision(out, 1, "建立目录");
            node(out, "前端资源", "dir", "");
            for (int i = 0; i < DIRECTORIES; i++) {
                node(out, directory(i), "dir", "");
            }
            for (int number = 2; number <= revisions; number++) {
                revision(out, number, "技能动画 " + number + "\n第二行: 修正攻击动作\n第三行");
                for (int i = 0; i < FILES; i++) {
                    node(
                            out,
                            directory(number % DIRECTORIES) + "/" + number + "_000" + i + ".png",
                            "file",
                            "x" + number);
                }
            }
        }
        return file;
    }

    private static String directory(int number) {
        return "前端资源/美术资源技能动画SK%03d".formatted(number);
    }

    private static void revision(OutputStream out, int number, String message) throws IOException {
        String properties = property("svn:log", message)
                + property("svn:author", "张三" + number % 7)
                + property("svn:date", FIRST.plusSeconds(number).toString().replace("Z", ".000000Z"))
                + "PROPS-END\n";
        int length = bytes(properties).length;
        print(
                out,
                "Revision-number: " + number + "\nProp-content-length: " + length + "\nContent-length: " + length
                        + "\n\n");
        print(out, properties + "\n");
    }

    private static String property(String name, String value) {
        return "K " + bytes(name).length + "\n" + name + "\nV " + bytes(value).length + "\n" + value + "\n";
    }

    private static void node(OutputStream out, String path, String kind, String text) throws IOException {
        print(out, "Node-path: " + path + "\nNode-kind: " + kind + "\nNode-action: add\nProp-content-length: 10\n");
        if (kind.equals("file")) {
            print(out, "Text-content-length: " + text.length() + "\n");
        }
        print(out, "Content-length: " + (10 + text.length()) + "\n\nPROPS-END\n" + text + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(bytes(text));
    }
}
