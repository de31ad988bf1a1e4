package io.slipway.filepull.archive;

/**
 * What an archive may become (reliability rule A4).
 *
 * @param maxFiles most files, and most directories
 * @param maxBytes most bytes unpacked, counted as they are written
 * @param maxRatio most bytes unpacked for each byte of the archive
 * @param ratioFrom bytes unpacked before the ratio is looked at: small files may well shrink more
 */
public record UnpackLimits(int maxFiles, long maxBytes, int maxRatio, long ratioFrom) {}
