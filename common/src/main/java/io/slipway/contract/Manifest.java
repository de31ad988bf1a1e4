package io.slipway.contract;

import java.util.List;

/**
 * What one hot update brings: fixed once, named by the SHA-256 of its JSON bytes, and never changed, so that a retry uses
 * the same inputs. At most {@link MessageLimits#MANIFEST_BYTES}.
 *
 * @param files chosen files with the digests taken when the version was pulled
 * @param commands Erlang commands, in order
 * @param commandLimitSeconds longest run of one command, enforced on the node
 */
public record Manifest(List<ManifestFile> files, List<ManifestCommand> commands, int commandLimitSeconds) {
    /**
     * @param name relative name
     * @param size bytes
     * @param md5 32 hex digits, as the CMDB gave it
     * @param sha256 64 hex digits, taken at the pull
     */
    public record ManifestFile(String name, long size, String md5, String sha256) {}

    /**
     * @param text one call such as {@code code:load_file(player).}
     * @param idempotent true where the project's catalogue says that running it twice does no harm
     */
    public record ManifestCommand(String text, boolean idempotent) {}
}
