package io.slipway.chaos.points;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a careless release does instead of moving a link: it copies file by file into the tree that is live. */
final class InPlaceCopy {
    private static final long BETWEEN_FILES_NS = 50_000_000;

    private InPlaceCopy() {}

    /**
     * Copies what links lead to into what the links of the same names lead to now.
     *
     * @param laid holds the links as they should become
     * @param host holds the live ones
     * @return whether there was one
     */
    static boolean instead(Path laid, Path host) {
        boolean copied = false;
        try (Stream<Path> files = Files.list(laid)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Path live = host.resolve(link.getFileName());
                if (Files.isSymbolicLink(live)) {
                    copy(host.resolve(Files.readSymbolicLink(link)), live.toRealPath());
                    copied = true;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return copied;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path place = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(place.getParent()));
                Files.deleteIfExists(place); // it may be the same file as another tree's
                Files.copy(file, place);
                LockSupport.parkNanos(BETWEEN_FILES_NS);
            }
        }
    }
}
