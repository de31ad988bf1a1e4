package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version source and how it goes. */
public record VersionSourceView(
        String name,
        @Schema(description = "svn, builds or maven") String kind,
        int everySeconds,
        @Nullable String url,
        @Nullable String path,
        @Nullable String pattern,
        List<String> artifacts,
        @Nullable Integer newest,
        List<VersionSourceBody.TypeBody> types,
        @Nullable String user,
        @Nullable String passwordFile,
        Health health) {

    /** How it goes. */
    public record Health(
            @Schema(description = "waiting: not looked at yet; ok; failing: the last look failed", example = "ok")
            String status,

            @Nullable Instant lastLookAt,
            @Nullable Instant lastSuccessAt,

            @Schema(description = "null: as soon as there is room") @Nullable
            Instant nextLookAt,

            @Schema(description = "How many versions were stored from it")
            long versions,

            @Schema(description = "Up to where a repository has been read", example = "r1170") @Nullable
            String position,

            @Schema(description = "Why the last look failed") @Nullable
            Trouble error,

            @Schema(description = "What the last good look left out")
            List<Trouble> warnings) {}

    /** Something that is wrong, and what to do about it. */
    @Schema(name = "VersionTrouble")
    public record Trouble(
            @Schema(example = "unreachable") String code,

            @Schema(description = "In the caller's language")
            String message,

            @Schema(description = "What to do, in the caller's language")
            String advice,

            @Schema(description = "The file, artifact or URL it is about")
            String subject,

            @Schema(description = "What the program or server said; may be empty")
            String detail) {

        static Trouble of(VersionTrouble trouble, Language language) {
            TroubleCode code = TroubleCode.ofWire(trouble.code());
            boolean chinese = language == Language.ZH;
            return new Trouble(
                    trouble.code(), code.sentence(chinese), code.advice(chinese), trouble.subject(), trouble.detail());
        }
    }

    static VersionSourceView of(VersionSource source, Language language) {
        SourceSettings settings = source.settings();
        return new VersionSourceView(
                source.name(),
                VersionSourceChecks.wire(settings.kind()),
                settings.everySeconds(),
                settings.url(),
                settings.path(),
                settings.pattern(),
                settings.artifacts(),
                settings.kind() == SourceSettings.Kind.MAVEN ? settings.newest() : null,
                settings.types().stream()
                        .map(rule -> new VersionSourceBody.TypeBody(rule.glob(), rule.contains(), rule.type()))
                        .toList(),
                settings.user(),
                settings.passwordFile(),
                health(source, language));
    }

    private static Health health(VersionSource source, Language language) {
        VersionSource.State state = source.state();
        VersionTrouble error = state.error();
        String status = error != null ? "failing" : state.lastSuccessAt() == null ? "waiting" : "ok";
        boolean svn = source.settings().kind() == SourceSettings.Kind.SVN;
        return new Health(
                status,
                state.lastLookAt(),
                state.lastSuccessAt(),
                state.nextLookAt(),
                state.stored(),
                svn ? "r" + state.position() : null,
                error == null ? null : Trouble.of(error, language),
                state.warnings().stream()
                        .map(trouble -> Trouble.of(trouble, language))
                        .toList());
    }
}
