package io.slipway.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, permissions("rwx------"));
            FileChannel channel = openOwnerOnly(path.resolve("lock"));
            if (!lock(channel)) {
                String holder = readHolder(channel);
                channel.close();
                throw new PeerStartException("data directory " + path + " is in use by another process (" + holder
                        + "); stop that one or choose another directory");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new PeerStartException("data directory " + path + " cannot be used: " + e, e);
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
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
        if (lock == null) {
            return false;
        }
        channel.truncate(0);
        byte[] pid = String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(pid), 0);
        return true;
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
