package io.slipway.dispatcher.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version source as an administrator sends it: the whole of it, which replaces what was there before. */
public record VersionSourceBody(
        @Schema(description = "svn, builds or maven", example = "svn")
        String kind,

        @Schema(description = "Seconds between two looks, 5 to 86400; default 60") @Nullable
        Integer everySeconds,

        @Schema(
                description = "Of a repository (svn) or a Maven repository (maven)",
                example = "svn://svn.example.net/game")
        @Nullable
        String url,

        @Schema(
                description = "Directory of builds on the dispatcher, below one of slipway.versions.roots",
                example = "/data/release/project_L/server")
        @Nullable
        String path,

        @Schema(
                description =
                        "Of builds, below `path`: one glob per level; default */MavenOutput/*/target/*-deploy.zip",
                example = "*/MavenOutput/*/target/*-deploy.zip")
        @Nullable
        String pattern,

        @Schema(
                description = "Of maven: group:artifact[:extension[:classifier]], extension zip by default",
                example = "[\"com.example.game:mobileGame\"]")
        @Nullable
        List<String> artifacts,

        @Schema(
                description =
                        "Of maven: how many of the newest releases of each artifact are read, 1 to 1000; default 20")
        @Nullable
        Integer newest,

        @Schema(description = "The first that fits a path decides the type; absent: mobileGame, gameGate, gameLogin")
        @Nullable
        List<TypeBody> types,

        @Nullable String user,

        @Schema(description = "Path on the dispatcher, mode 600, below slipway.versions.secrets") @Nullable
        String passwordFile) {

    static final String SEED_PATTERN = "*/MavenOutput/*/target/*-deploy.zip";

    /** Exactly one of glob and contains. */
    public record TypeBody(
            @Schema(description = "Over the whole path; ** goes over slashes", example = "**/gameGate/**") @Nullable
            String glob,

            @Schema(description = "Any part of the path", example = "mobileGame") @Nullable
            String contains,

            @Schema(example = "GameServer") String type) {}

    int every() {
        return Objects.requireNonNullElse(everySeconds, 60);
    }

    int newestOrDefault() {
        return Objects.requireNonNullElse(newest, 20);
    }

    String patternOrSeed() {
        return Objects.requireNonNullElse(pattern, SEED_PATTERN);
    }

    List<String> artifactList() {
        return Objects.requireNonNullElse(artifacts, List.of());
    }

    List<TypeBody> typeList() {
        return Objects.requireNonNullElse(types, List.of());
    }
}
