package io.slipway.secret;

import io.slipway.secret.InsecureSecretException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * Reads a password, key or cookie from a file that only its owner can read: a regular file, no symbolic link, mode 600 or 400, owned
 * by the user of this process. The rule is the one rsync and Erlang apply to their own secret files.
 */
public final class SecretFile {
    private static final int MAX_BYTES = 4096;
    private static final int TYPE_BITS = 0170000;
    private static final int REGULAR = 0100000;
    private static final int PERMISSION_BITS = 07777;
    private static final String ATTRIBUTES = "unix:mode,uid,ino,dev,ctime,size";
    /** On Linux this directory belongs to the user the process runs as. */
    private static final Path SELF = Path.of("/proc/self");

    private SecretFile() {}

    /**
     * @return the content without its final line end; UTF-8, 1 to 4,096 bytes
     * @throws InsecureSecretException naming the path, what is wrong and the command that mends it
     */
    public static Secret read(Path path) throws InsecureSecretException {
        try {
            Map<String, Object> before = check(path);
            byte[] content = content(path);
            // The file was opened without following links; the same inode, unchanged, before and after means that is
            // what was read.
            if (!before.equals(check(path))) {
                throw new InsecureSecretException(
                        Problem.CHANGED, "", path, "changed while it was read", "chmod 600 " + path);
            }
            return new Secret(text(path, content));
        } catch (NoSuchFileException e) {
            throw new InsecureSecretException(
                    Problem.MISSING, "", path, "does not exist", "install -m 600 /dev/null " + path);
        } catch (IOException e) {
            throw new InsecureSecretException(
                    Problem.UNREADABLE,
                    e.getClass().getSimpleName(),
                    path,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "chmod 600 " + path);
        }
    }

    private static Map<String, Object> check(Path path) throws IOException, InsecureSecretException {
        Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = number(found, "mode");
        if ((mode & TYPE_BITS) != REGULAR) {
            throw new InsecureSecretException(
                    Problem.NOT_A_FILE,
                    "",
                    path,
                    "is not a regular file (links are refused)",
                    "rm " + path + " and write the file itself");
        }
        int own = number(Files.readAttributes(SELF, "unix:uid"), "uid");
        if (number(found, "uid") != own) {
            throw new InsecureSecretException(
                    Problem.OWNER,
                    "uid " + found.get("uid"),
                    path,
                    "belongs to user " + found.get("uid") + ", not to " + own,
                    "chown " + own + " " + path);
        }
        int permissions = mode & PERMISSION_BITS;
        if (permissions != 0600 && permissions != 0400) {
            String octal = String.format("%03o", permissions);
            throw new InsecureSecretException(
                    Problem.MODE, octal, path, "has mode " + octal + ", not 600 or 400", "chmod 600 " + path);
        }
        return found;
    }

    private static byte[] content(Path path) throws IOException {
        try (ReadableByteChannel file =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Channels.newInputStream(file).readNBytes(MAX_BYTES + 1);
        }
    }

    private static String text(Path path, byte[] content) throws InsecureSecretException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()
                    .replaceFirst("\\R\\z", "");
        } catch (CharacterCodingException e) {
            throw new InsecureSecretException(
                    Problem.NOT_TEXT, "", path, "is not UTF-8 text", "write the secret again as one line of text");
        }
        if (text.isEmpty() || content.length > MAX_BYTES) {
            throw new InsecureSecretException(
                    Problem.SIZE,
                    content.length + "",
                    path,
                    "must have 1 to " + MAX_BYTES + " bytes",
                    "write the secret into it as one line of text");
        }
        return text;
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value : -1;
    }
}
