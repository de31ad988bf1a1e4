package io.slipway.file;

/**
 * Digests of one file, lower-case hex.
 *
 * @param size bytes digested
 * @param md5 32 digits, what the CMDB compares
 * @param sha256 64 digits, what Slipway trusts
 */
public record Digests(long size, String md5, String sha256) {}
