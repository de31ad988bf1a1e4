package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for administrators of the whole installation. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts", description = "People who log in")
class AccountController {
    private static final int MAX_DISPLAY_NAME = 64;

    private final AccountStore store;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Clock clock;

    AccountController(AccountStore store, Sessions sessions, Passwords passwords, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Asks for a local account. */
    @Schema(name = "NewAccount")
    public record NewAccountBody(
            @Schema(description = "1 to 64 of letters, digits, `_ . - @`; kept in lower case", example = "li.ming")
            String name,

            @Schema(description = "1 to 64 characters", example = "李明")
            String displayName,

            @Schema(description = "At least 10 characters") String password,
            List<GrantBody> grants) {
        @Override
        public String toString() {
            return "NewAccountBody[" + name + "]";
        }
    }

    /** The whole account as it shall be. */
    @Schema(name = "AccountChange")
    public record AccountBody(
            String displayName,
            List<GrantBody> grants,
            Boolean disabled,

            @Schema(description = "That was read") Long revision) {}

    /** A password alone. */
    @Schema(name = "AccountPassword")
    public record PasswordBody(String password) {
        @Override
        public String toString() {
            return "PasswordBody[...]";
        }
    }

    /** Sorted by name. */
    public record AccountList(List<AccountView> accounts) {}

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @GetMapping
    @Operation(summary = "List the accounts", description = "Those of a directory are there from their first login on.")
    AccountList list() {
        return new AccountList(store.all().stream().map(AccountView::of).toList());
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PostMapping
    @Operation(summary = "Create a local account")
    @ApiResponse(responseCode = "201", description = "The account")
    ResponseEntity<AccountView> create(@RequestBody NewAccountBody asked) {
        FieldProblems problems = new FieldProblems();
        problems.require(AccountName.allowed(asked.name()), ProblemCode.BAD_NAME, "/name");
        problems.require(Passwords.allowed(asked.password()), ProblemCode.BAD_PASSWORD, "/password");
        check(asked.displayName(), asked.grants(), problems);
        problems.refuseIfAny();
        Account fresh = new Account(
                AccountName.canonical(asked.name()),
                asked.displayName(),
                CallerSource.LOCAL.wire(),
                passwords.encode(asked.password()),
                null,
                Grants.stored(asked.grants()),
                false,
                clock.instant(),
                null,
                0);
        if (!store.insert(fresh)) {
            throw new ProblemException(FieldProblem.of(ProblemCode.NAME_TAKEN, "/name"));
        }
        ChangeNote.of(null, AccountView.of(fresh));
        return ResponseEntity.status(HttpStatus.CREATED).body(AccountView.of(fresh));
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PutMapping("/{name}")
    @Operation(
            summary = "Change an account",
            description =
                    "Another right, or disabling, ends its sessions: at once on this dispatcher, within 5 s on others. 409"
                            + " `changed_meanwhile` where the revision is not the stored one.")
    AccountView change(@PathVariable String name, @RequestBody AccountBody asked) {
        Account known = find(name);
        FieldProblems problems = new FieldProblems();
        check(asked.displayName(), asked.grants(), problems);
        problems.refuseIfAny();
        Account next = known.with(asked.displayName(), Grants.stored(asked.grants()), asked.disabled());
        Account stored = store.replace(next.withRevision(asked.revision()))
                .orElseThrow(() -> new ProblemException(ProblemCode.CHANGED_MEANWHILE));
        ChangeNote.of(AccountView.of(known), AccountView.of(stored));
        if (stored.disabled() || !known.grants().equals(stored.grants())) {
            sessions.closeAll(stored.name());
        }
        return AccountView.of(stored);
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PostMapping("/{name}/password")
    @Operation(
            summary = "Set the password of a local account",
            description = "Ends its sessions. 409 `password_elsewhere` where a directory keeps the password.")
    @ApiResponse(responseCode = "204", description = "Set")
    ResponseEntity<Void> password(@PathVariable String name, @RequestBody PasswordBody asked) {
        Account known = find(name);
        if (!known.source().equals(CallerSource.LOCAL.wire())) {
            throw new ProblemException(ProblemCode.PASSWORD_ELSEWHERE);
        }
        if (!Passwords.allowed(asked.password())) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PASSWORD, "/password"));
        }
        if (store.replace(known.withPassword(passwords.encode(asked.password())))
                .isEmpty()) {
            throw new ProblemException(ProblemCode.CHANGED_MEANWHILE);
        }
        sessions.closeAll(known.name());
        return ResponseEntity.noContent().build();
    }

    private Account find(String name) {
        return store.find(AccountName.canonical(name))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_ACCOUNT));
    }

    private static void check(String displayName, List<GrantBody> grants, FieldProblems problems) {
        boolean printable = !displayName.isBlank()
                && displayName.codePointCount(0, displayName.length()) <= MAX_DISPLAY_NAME
                && displayName.codePoints().noneMatch(AccountController::isHidden);
        problems.require(printable, ProblemCode.BAD_VALUE, "/display_name");
        Grants.check(grants, problems);
    }

    /** Control, format and lone surrogate characters. */
    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
