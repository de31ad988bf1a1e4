package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.versions.look.CheckedFile;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.FileChecks;
import io.slipway.dispatcher.versions.look.FileRefusedException;
import io.slipway.dispatcher.versions.look.TimeOverException;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.file.FileStamp;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches an artifact into a file that does not stay, and holds it against its {@code .sha1}. */
final class Download {
    private static final int SHA1_DIGITS = 40;

    private final VersionsProperties properties;
    private final MavenClient client;

    Download(VersionsProperties properties, MavenClient client) {
        this.properties = properties;
        this.client = client;
    }

    /** @param deployed null where the server does not say */
    record Artifact(CheckedFile file, @Nullable Instant deployed) {}

    /** Lower-case hex; some tools write the file's name behind it. */
    String sha1(String path, Deadline deadline) throws IOException, FileRefusedException, InterruptedException {
        MavenClient.Small answer = client.small(path + ".sha1", Map.of(), deadline);
        String text =
                new String(answer.body(), StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (answer.status() == 404) {
            throw new FileRefusedException(TroubleCode.CHECKSUM_MISSING, "");
        }
        if (answer.status() != 200) {
            throw new IOException("HTTP " + answer.status());
        }
        if (!text.matches("[0-9a-f]{" + SHA1_DIGITS + "}([ \\t].*)?")) {
            throw new FileRefusedException(TroubleCode.CHECKSUM_WRONG, "the .sha1 is no SHA-1");
        }
        return text.substring(0, SHA1_DIGITS);
    }

    Artifact fetch(String path, String sha1, boolean archive, Deadline deadline)
            throws IOException, FileRefusedException, TimeOverException, InterruptedException {
        Path file = Files.createTempFile("slipway-artifact", ".part");
        try {
            MessageDigest digest = sha1();
            MavenClient.Large answer = download(path, file, digest, deadline);
            if (!HexFormat.of().formatHex(digest.digest()).equals(sha1)) {
                throw new FileRefusedException(TroubleCode.CHECKSUM_WRONG, "");
            }
            FileStamp stamp = FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class));
            CheckedFile checked = new FileChecks(properties).read(file, stamp, archive, deadline);
            return new Artifact(checked, HttpTime.parse(answer.lastModified()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private MavenClient.Large download(String path, Path file, MessageDigest digest, Deadline deadline)
            throws IOException, FileRefusedException, InterruptedException {
        long most = properties.largestFile().toBytes();
        long[] size = new long[1];
        MavenClient.Large answer;
        try (OutputStream out = Files.newOutputStream(file)) {
            answer = client.large(
                    path,
                    piece -> {
                        size[0] += piece.length;
                        if (size[0] > most) {
                            throw new MavenClient.TooLongException();
                        }
                        digest.update(piece);
                        write(out, piece);
                    },
                    deadline);
        } catch (IOException e) {
            if (size[0] > most) {
                throw new FileRefusedException(TroubleCode.TOO_LARGE, "> " + most);
            }
            throw e;
        }
        if (answer.status() == 404) {
            throw new FileRefusedException(TroubleCode.ARTIFACT_MISSING, "");
        }
        if (answer.status() != 200) {
            throw new IOException("HTTP " + answer.status());
        }
        return answer;
    }

    private static void write(OutputStream out, byte[] piece) {
        try {
            out.write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
