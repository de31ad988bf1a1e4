package io.slipway.dispatcher.versions.look;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What version sources may reach, and how much of it.
 *
 * @param svn the Subversion client, default {@code svn} from the PATH
 * @param schemes of the URLs of repositories, default svn, http and https; {@code svn+ssh} and {@code file} can be added
 * @param roots directories below which a directory of builds may lie; none by default, and then none is read
 * @param secrets directory below which password files must lie; none by default, and then no source has a password
 * @param period how often it is looked which source is due, default 1 s
 * @param threads looks at once, default 8; half of them are kept for sources whose last look succeeded
 * @param lookLimit longest look at one source, default 60 s; what was stored until then stays, and the next look goes on
 * @param mostFiles most files of one directory of builds, default 10,000
 * @param largestFile largest build or artifact, default 4 GB
 * @param largestUnpacked largest content of a zip, default 20 GB
 */
@ConfigurationProperties("slipway.versions")
public record VersionsProperties(
        @DefaultValue("svn") String svn,
        @DefaultValue({"svn", "http", "https"}) Set<String> schemes,
        @DefaultValue List<Path> roots,
        @Nullable Path secrets,
        @DefaultValue("1s") Duration period,
        @DefaultValue("8") int threads,
        @DefaultValue("60s") Duration lookLimit,
        @DefaultValue("10000") int mostFiles,
        @DefaultValue("4GB") DataSize largestFile,
        @DefaultValue("20GB") DataSize largestUnpacked) {
    private static final Set<String> KNOWN = Set.of("svn", "http", "https", "svn+ssh", "file");

    public VersionsProperties {
        if (!KNOWN.containsAll(schemes)) {
            throw new IllegalArgumentException("slipway.versions.schemes: of " + KNOWN + " only, not " + schemes);
        }
        if (threads < 2) {
            throw new IllegalArgumentException("slipway.versions.threads: at least 2");
        }
        if (mostFiles < 1) {
            throw new IllegalArgumentException("slipway.versions.most-files: at least 1");
        }
        requirePositive(period, "period");
        requirePositive(lookLimit, "look-limit");
        for (Path root : roots) {
            requireAbsolute(root, "roots");
        }
        if (secrets != null) {
            requireAbsolute(secrets, "secrets");
        }
    }

    /** Whether a source may read there; links are resolved only when it does. */
    public boolean insideRoots(Path path) {
        return roots.stream().anyMatch(path::startsWith);
    }

    /** Whether a source may have its password there. */
    public boolean insideSecrets(Path path) {
        return secrets != null && path.startsWith(secrets);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("slipway.versions." + name + ": must be longer than nothing");
        }
    }

    private static void requireAbsolute(Path path, String name) {
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new IllegalArgumentException("slipway.versions." + name + ": absolute, without ..: " + path);
        }
    }
}
