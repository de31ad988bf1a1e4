package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.ApiToken;
import io.slipway.name.SafeName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** API tokens, for administrators of the whole installation. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "tokens", description = "API tokens; only hashes are stored")
class TokenController {
    private static final int MAX_PROJECTS = 100;

    private final TokenRegistry tokens;
    private final Clock clock;

    TokenController(TokenRegistry tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Asks for a token. */
    public record NewToken(
            @Schema(description = "Unique; shown in the audit", example = "cmdb")
            String name,

            @Schema(description = "Project codes, or `*` alone for all", example = "[\"ssss\"]")
            List<String> projects,

            @Schema(description = "viewer, operator, releaser, approver, admin", example = "[\"operator\"]")
            List<String> roles,

            @Schema(description = "RFC 3339; absent: never") @Nullable
            Instant expiresAt) {}

    /** A token as it is listed. */
    public record TokenView(
            String name,
            List<String> projects,
            List<String> roles,
            Instant createdAt,
            @Nullable Instant expiresAt,
            boolean disabled) {
        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.name(),
                    token.projects(),
                    token.roles(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.disabled());
        }
    }

    /** @param token the only time it is told */
    public record CreatedToken(
            @Schema(description = "Told this once and never again")
            String token,

            TokenView details) {}

    /** All tokens. */
    public record TokenList(List<TokenView> tokens) {}

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PostMapping
    @Operation(summary = "Create a token", description = "The answer holds the token's text, once.")
    @ApiResponse(responseCode = "201", description = "The only time its text is told")
    ResponseEntity<CreatedToken> create(@RequestBody NewToken asked) {
        check(asked);
        List<AccessRole> roles = asked.roles().stream()
                .flatMap(role -> AccessRole.ofWire(role).stream())
                .toList();
        TokenRegistry.Issued issued = tokens.issue(
                        asked.name(), List.copyOf(asked.projects()), roles, asked.expiresAt())
                .orElseThrow(() -> new ProblemException(FieldProblem.of(ProblemCode.NAME_TAKEN, "/name")));
        ChangeNote.of(null, TokenView.of(issued.token()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new CreatedToken(issued.text(), TokenView.of(issued.token())));
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @GetMapping
    @Operation(summary = "List the tokens", description = "Neither their text nor their hash.")
    TokenList list() {
        return new TokenList(tokens.all().stream().map(TokenView::of).toList());
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PostMapping("/{name}/disable")
    @Operation(
            summary = "Disable a token for good",
            description = "At once on this dispatcher, within 5 s on others. Twice is the same as once.")
    TokenView disable(@PathVariable String name) {
        TokenView disabled = tokens.disable(name)
                .map(TokenView::of)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_TOKEN));
        ChangeNote.of(null, disabled);
        return disabled;
    }

    private void check(NewToken asked) {
        FieldProblems problems = new FieldProblems();
        problems.require(SafeName.allowed(asked.name()), ProblemCode.BAD_NAME, "/name");
        problems.require(!asked.projects().isEmpty(), ProblemCode.TOO_FEW, "/projects");
        problems.atMost(MAX_PROJECTS, asked.projects().size(), "/projects");
        boolean all = asked.projects().equals(List.of(Grant.EVERY));
        for (int i = 0; i < asked.projects().size() && !all; i++) {
            problems.require(SafeName.allowed(asked.projects().get(i)), ProblemCode.BAD_NAME, "/projects/" + i);
        }
        problems.require(!asked.roles().isEmpty(), ProblemCode.TOO_FEW, "/roles");
        problems.atMost(AccessRole.values().length, asked.roles().size(), "/roles");
        for (int i = 0; i < asked.roles().size(); i++) {
            problems.require(AccessRole.ofWire(asked.roles().get(i)).isPresent(), ProblemCode.BAD_VALUE, "/roles/" + i);
        }
        Optional.ofNullable(asked.expiresAt())
                .ifPresent(at -> problems.require(at.isAfter(clock.instant()), ProblemCode.BAD_VALUE, "/expires_at"));
        problems.refuseIfAny();
    }
}
