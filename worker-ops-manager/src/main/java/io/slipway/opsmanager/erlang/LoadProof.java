package io.slipway.opsmanager.erlang;

import java.util.Optional;

/**
 * Whether the code a node runs is the code in the delivered file.
 *
 * @param file MD5 of the module in the file, empty when the file is missing or no whole .beam of that module
 * @param loaded MD5 of the module that runs, empty when it is not loaded
 * @param loadedFrom what {@code code:which} answers: a path, or an atom such as {@code non_existing}
 * @param detail the errors the node gave, empty when there were none
 */
public record LoadProof(Optional<Md5> file, Optional<Md5> loaded, String loadedFrom, String detail) {

    /** Both digests are there and equal. */
    public boolean proven() {
        return file.isPresent() && file.equals(loaded);
    }
}
