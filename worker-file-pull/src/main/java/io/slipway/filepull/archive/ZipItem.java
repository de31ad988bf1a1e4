package io.slipway.filepull.archive;

/**
 * One entry as the central directory of a zip names it, and its local header too.
 *
 * @param name without the slash a directory's name ends with
 * @param packed bytes in the archive
 * @param size bytes unpacked, as promised
 * @param crc CRC-32 of the unpacked bytes, as promised
 * @param start where its header lies, which its bytes follow
 * @param data where its bytes begin
 */
record ZipItem(
        String name,
        boolean directory,
        boolean executable,
        boolean stored,
        long packed,
        long size,
        long crc,
        long start,
        long data) {}
