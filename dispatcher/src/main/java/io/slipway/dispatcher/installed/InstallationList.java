package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.Installation.Base;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page of what runs where, with counts over all that match. */
@Schema(name = "InstallationList")
public record InstallationList(
        Summary summary,
        List<InstallationView> installations,

        @Schema(description = "How many match the filter") int total,

        @Schema(description = "Give it as `after` for the next page; null on the last", example = "10.1.1.1:qq_1")
        @Nullable
        String next) {

    /** Counts over all that match the filter. */
    @Schema(name = "InstallationSummary")
    public record Summary(
            @Schema(description = "By area, type and version, most game servers first")
            List<VersionCount> versions,

            int servers,

            @Schema(description = "Not on the desired version, those of unknown state too")
            int behind,

            int unknown,
            int drifted,

            @Schema(description = "Lack patches of the version they stand on")
            int lost) {
        static Summary of(List<InstallationRow> rows) {
            Map<VersionCount, Integer> counts = new LinkedHashMap<>();
            rows.forEach(row -> counts.merge(VersionCount.of(row), 1, Integer::sum));
            return new Summary(
                    counts.entrySet().stream()
                            .map(entry -> entry.getKey().times(entry.getValue()))
                            .sorted(VersionCount.ORDER)
                            .toList(),
                    rows.size(),
                    (int) rows.stream().filter(InstallationRow::behind).count(),
                    count(rows, InstallationState.UNKNOWN),
                    count(rows, InstallationState.DRIFTED),
                    (int) rows.stream().filter(InstallationRow::lacksPatches).count());
        }

        private static int count(List<InstallationRow> rows, InstallationState state) {
            return (int) rows.stream().filter(row -> row.state() == state).count();
        }
    }

    /** How many game servers of a type stand on a version. */
    @Schema(name = "InstalledVersionCount")
    public record VersionCount(
            @Schema(example = "大陆") String area,
            @Schema(example = "GameServer") @Nullable String appType,

            @Schema(description = "Null where no release has reached them", example = "004200000") @Nullable
            String version,

            @Schema(description = "Whether it is the desired one; null where none is asked for") @Nullable
            Boolean desired,

            int servers) {
        private static final Comparator<VersionCount> ORDER = Comparator.comparing(VersionCount::area)
                .thenComparing(one -> Objects.requireNonNullElse(one.appType(), ""))
                .thenComparing(Comparator.comparingInt(VersionCount::servers).reversed())
                .thenComparing(one -> Objects.requireNonNullElse(one.version(), ""));

        private static VersionCount of(InstallationRow row) {
            Base base = row.base();
            return new VersionCount(
                    row.server().area(),
                    row.server().appType(),
                    base == null ? null : base.version().version(),
                    row.desired() == null ? null : Boolean.valueOf(base != null && row.isDesired(base)),
                    0);
        }

        private VersionCount times(int count) {
            return new VersionCount(area, appType, version, desired, count);
        }
    }
}
