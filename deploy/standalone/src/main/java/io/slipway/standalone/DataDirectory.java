package io.slipway.standalone;

import io.slipway.embedded.PeerStartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all data of a standalone installation, locked for this process as long as it is open.
 *
 * <p>It has mode 700 and its secrets 600. The lock belongs to the process: the kernel drops it however the process ends, so
 * a crash never leaves a stale one.
 */
public final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int MAX_PID_CHARS = 20;

    /**
     * Open in this JVM. Asked before the lock file is touched, since closing any channel on a file drops the process's
     * lock on it (POSIX), whichever channel took it.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory if it is missing and locks it.
     *
     * @throws PeerStartException naming the path, when another process (or this one) has it open, or it cannot be written
     */
    public static DataDirectory open(Path directory) {
        try {
            Files.createDirectories(directory, permissions("rwx------"));
            Path path = directory.toRealPath();
            if (!OPEN.add(path)) {
                throw inUse(path, "this process");
            }
            return new DataDirectory(path, openLocked(path));
        } catch (IOException e) {
            throw new PeerStartException("data directory " + directory + " cannot be used: " + e, e);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory below, created with mode 700 when missing. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name), permissions("rwx------"));
        } catch (IOException e) {
            throw new PeerStartException("directory " + path.resolve(name) + " cannot be used: " + e, e);
        }
    }

    /**
     * The secret of that name, made of 256 random bits at its first use; 43 letters, digits, {@code -} and {@code _}.
     *
     * @throws PeerStartException naming the file, when others may read it, it is a link, or it is empty
     */
    public String secret(String name) {
        Path file = secretFile(name);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                createSecret(file);
            }
            requireOwnerOnly(file);
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new PeerStartException("secret file " + file + " is empty; remove it to have a new one made");
            }
            return secret;
        } catch (IOException e) {
            throw new PeerStartException("secret file " + file + " cannot be used: " + e, e);
        }
    }

    /** Where {@link #secret} keeps that secret. */
    public Path secretFile(String name) {
        return path.resolve(name + ".secret");
    }

    /** Releases the lock; the data stay. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("lock of " + path + " cannot be released", e);
        } finally {
            OPEN.remove(path);
        }
    }

    private static FileChannel openLocked(Path path) throws IOException {
        @Nullable FileChannel channel = null;
        try {
            channel = openOwnerOnly(path.resolve("lock"));
            if (channel.tryLock() == null) {
                throw inUse(path, "another process, " + readHolder(channel));
            }
            byte[] pid = String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid));
            return channel;
        } catch (IOException | RuntimeException e) {
            OPEN.remove(path);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static PeerStartException inUse(Path path, String holder) {
        return new PeerStartException(
                "data directory " + path + " is in use by " + holder + "; stop that one or choose another directory");
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(MAX_PID_CHARS);
        int length = channel.read(pid, 0);
        return length <= 0 ? "pid unknown" : "pid " + new String(pid.array(), 0, length, StandardCharsets.US_ASCII);
    }

    /** Through a temporary name, so that a crash in between never leaves half a secret. */
    private void createSecret(Path file) throws IOException {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = openOwnerOnly(unfinished)) {
            channel.write(ByteBuffer.wrap(secret.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(unfinished, file);
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new PeerStartException("secret file " + file + " is not a plain file");
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new PeerStartException("secret file " + file + " can be read by others; chmod 600 it");
        }
    }

    private static FileChannel openOwnerOnly(Path file) throws IOException {
        return FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                permissions("rw-------"));
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
