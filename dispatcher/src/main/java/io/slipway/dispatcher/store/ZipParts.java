package io.slipway.dispatcher.store;

import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What is in the archive of a version.
 *
 * @param id that of the version
 * @param complete false where there were more than are kept
 */
public record ZipParts(@BsonId String id, List<Part> parts, boolean complete) {
    /**
     * @param crc CRC-32
     * @param size bytes unpacked
     */
    public record Part(String name, long crc, long size) {}
}
