package io.slipway.dispatcher.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where versions come from, as an administrator wrote it.
 *
 * @param everySeconds time between two looks
 * @param url of a repository or of a Maven repository; null for a directory
 * @param path absolute directory of build outputs; null for others
 * @param pattern below {@code path}, one glob per directory level
 * @param artifacts of a Maven repository: {@code group:artifact[:extension[:classifier]]}
 * @param newest how many releases of each artifact are read
 * @param types in their order; the first that fits decides
 * @param passwordFile path on the dispatcher, mode 600; null where the source needs none
 */
public record SourceSettings(
        Kind kind,
        int everySeconds,
        @Nullable String url,
        @Nullable String path,
        @Nullable String pattern,
        List<String> artifacts,
        int newest,
        List<TypeRule> types,
        @Nullable String user,
        @Nullable String passwordFile) {

    /** What kind of place it is. */
    public enum Kind {
        SVN,
        BUILDS,
        MAVEN
    }

    /**
     * Says of what type a version is; exactly one of the first two is there.
     *
     * @param glob over a whole path
     * @param contains any part of a path
     */
    public record TypeRule(@Nullable String glob, @Nullable String contains, String type) {}
}
