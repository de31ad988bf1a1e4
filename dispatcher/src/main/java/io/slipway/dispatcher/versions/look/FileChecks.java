package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.ZipParts.Part;
import io.slipway.file.FileStamp;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a file whole: its digest, and where it is a zip every entry against its CRC. What is not complete, or would unpack to more
 * than is allowed, is refused before it costs memory; the deadline bounds the time.
 */
public final class FileChecks {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final int MOST_PARTS = 20_000;
    private static final int MOST_NAME_CHARACTERS = 2_000_000;
    private static final long MOST_ENTRIES = 200_000;
    /** The count at the end of a zip has 16 bits, and some writers just let it overflow. */
    private static final long SHORT_COUNT = 0xFFFF;

    private static final long MOST_DIRECTORY_BYTES = 64L << 20;
    /** Names of a zip made on a Chinese Windows, where they are not said to be UTF-8. */
    private static final Charset WINDOWS_NAMES = Charset.forName("GB18030");

    private final long largestFile;
    private final long largestUnpacked;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** For one thread. */
    public FileChecks(VersionsProperties properties) {
        this.largestFile = properties.largestFile().toBytes();
        this.largestUnpacked = properties.largestUnpacked().toBytes();
    }

    /**
     * @param zip whether it has to be one
     * @throws FileRefusedException where it is not stored
     * @throws IOException where it cannot be read
     * @throws TimeOverException where there was no time for it
     */
    public CheckedFile read(Path file, FileStamp expected, boolean zip, Deadline deadline)
            throws IOException, FileRefusedException, TimeOverException {
        requireUnchanged(file, expected);
        if (expected.size() > largestFile) {
            throw new FileRefusedException(TroubleCode.TOO_LARGE, expected.size() + " > " + largestFile);
        }
        CheckedFile checked;
        try {
            long entries = zip ? entries(file) : 0;
            String sha256 = digest(file, deadline);
            checked = zip ? zip(file, expected.size(), entries, sha256, deadline) : plain(expected.size(), sha256);
        } catch (ZipException e) {
            requireUnchanged(file, expected); // else the change is the reason
            throw new FileRefusedException(TroubleCode.BROKEN_ZIP, String.valueOf(e.getMessage()));
        }
        requireUnchanged(file, expected);
        return checked;
    }

    private static CheckedFile plain(long size, String sha256) {
        return new CheckedFile(size, sha256, List.of(), true);
    }

    private static void requireUnchanged(Path file, FileStamp expected) throws IOException, FileRefusedException {
        FileStamp now = FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        if (!now.equals(expected)) {
            throw new FileRefusedException(TroubleCode.CHANGED_WHILE_READ, "");
        }
    }

    /** How many entries it says it has. */
    private static long entries(Path file) throws IOException, FileRefusedException {
        try (SeekableByteChannel channel = open(file)) {
            ZipTail tail = ZipTail.of(channel);
            if (tail.entries() > MOST_ENTRIES || tail.bytes() > MOST_DIRECTORY_BYTES) {
                throw new FileRefusedException(TroubleCode.TOO_LARGE, tail.entries() + " entries");
            }
            return tail.entries();
        }
    }

    private String digest(Path file, Deadline deadline) throws IOException, TimeOverException {
        try (SeekableByteChannel channel = open(file)) {
            MessageDigest digest = sha256();
            ByteBuffer bytes = ByteBuffer.wrap(buffer);
            while (channel.read(bytes) >= 0) {
                digest.update(buffer, 0, bytes.position());
                bytes.clear();
                TimeOverException.check(deadline);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private CheckedFile zip(Path file, long size, long entries, String sha256, Deadline deadline)
            throws IOException, FileRefusedException, TimeOverException {
        try (ZipFile zip = openZip(file)) {
            requireBounded(zip, size);
            List<Part> parts = new ArrayList<>();
            long characters = 0;
            boolean complete = true;
            long count = 0;
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                verify(zip, entry, deadline);
                count++;
                characters += entry.getName().length();
                if (parts.size() < MOST_PARTS && characters <= MOST_NAME_CHARACTERS) {
                    parts.add(new Part(entry.getName(), entry.getCrc(), entry.getSize()));
                } else {
                    complete = false;
                }
            }
            if (((count ^ entries) & SHORT_COUNT) != 0) {
                throw new ZipException("it has " + count + " entries and says " + entries);
            }
            return new CheckedFile(size, sha256, parts, complete);
        } catch (IllegalArgumentException e) { // a name that is no text
            throw new ZipException(String.valueOf(e.getMessage()));
        }
    }

    private static ZipFile openZip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            if (String.valueOf(e.getMessage()).contains("bad entry name")) {
                return new ZipFile(file.toFile(), WINDOWS_NAMES);
            }
            throw e;
        }
    }

    /** Entries that lie over each other, or unpack to more than the limit, are the two known kinds of zip bombs. */
    private void requireBounded(ZipFile zip, long size) throws FileRefusedException, ZipException {
        long packed = 0;
        long unpacked = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
                throw new ZipException("an entry without size");
            }
            packed += entry.getCompressedSize();
            unpacked += entry.getSize();
            if (packed > size) {
                throw new ZipException("its entries lie over each other");
            }
            if (unpacked > largestUnpacked) {
                throw new FileRefusedException(TroubleCode.TOO_LARGE, "unpacked > " + largestUnpacked);
            }
        }
    }

    private void verify(ZipFile zip, ZipEntry entry, Deadline deadline) throws IOException, TimeOverException {
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                size += count;
                if (size > entry.getSize()) {
                    break;
                }
                TimeOverException.check(deadline);
            }
        } catch (EOFException e) {
            throw new ZipException("an entry is cut off");
        }
        if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new ZipException("an entry is not what its checksum says");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
