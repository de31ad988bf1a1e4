package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.ZipParts.Part;
import java.util.List;

/**
 * A file that was read from its first to its last byte.
 *
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 * @param parts what is in it; empty where it is no zip
 * @param complete false where it has more parts than are kept
 */
public record CheckedFile(long size, String sha256, List<Part> parts, boolean complete) {}
