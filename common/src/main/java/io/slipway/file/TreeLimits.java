package io.slipway.file;

/**
 * What a tree may hold.
 *
 * @param maxFiles most files, and most directories
 * @param maxBytes largest sum of file sizes
 * @param refuseHardLinks whether a file with a second name is unsafe. Off by default: trees made with
 *     {@code rsync --link-dest} are full of them, and a copy of the bytes does not depend on the other name. On where
 *     people who may not read a file of the receiver could still link it into the version tree
 */
public record TreeLimits(int maxFiles, long maxBytes, boolean refuseHardLinks) {}
