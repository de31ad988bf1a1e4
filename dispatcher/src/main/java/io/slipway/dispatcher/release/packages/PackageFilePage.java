package io.slipway.dispatcher.release.packages;

import io.slipway.contract.Manifest.ManifestFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a package's files, by name. */
@Schema(name = "PackageFiles")
public record PackageFilePage(
        List<ManifestFile> files,
        @Schema(description = "Number of files") int total,
        long totalBytes,

        @Schema(description = "Give it as `after` for the next page; null on the last") @Nullable
        String next) {

    static PackageFilePage of(List<ManifestFile> all, ChangePage.Wish wish) {
        String after = wish.after();
        List<ManifestFile> wanted = all.stream()
                .sorted(Comparator.comparing(ManifestFile::name))
                .filter(file -> after == null || file.name().compareTo(after) > 0)
                .limit(wish.limit() + 1L)
                .toList();
        boolean more = wanted.size() > wish.limit();
        List<ManifestFile> page = more ? wanted.subList(0, wish.limit()) : wanted;
        return new PackageFilePage(
                page,
                all.size(),
                all.stream().mapToLong(ManifestFile::size).sum(),
                more ? page.get(page.size() - 1).name() : null);
    }
}
