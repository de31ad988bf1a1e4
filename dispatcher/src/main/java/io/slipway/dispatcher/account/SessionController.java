package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.access.Known;
import io.slipway.dispatcher.access.Open;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Log in, see who one is, log out. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "session", description = "Logging in with a browser; programs use tokens")
class SessionController {
    private final Logins logins;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final LoginWays ways;
    private final SessionProperties properties;
    private final DashboardAddress address;

    SessionController(
            Logins logins,
            Sessions sessions,
            SessionCookie cookie,
            AccountStore accounts,
            Passwords passwords,
            LoginWays ways,
            SessionProperties properties,
            DashboardAddress address) {
        this.logins = logins;
        this.sessions = sessions;
        this.cookie = cookie;
        this.accounts = accounts;
        this.passwords = passwords;
        this.ways = ways;
        this.properties = properties;
        this.address = address;
    }

    /** Name and password. */
    public record LoginBody(String account, String password) {
        @Override
        public String toString() {
            return "LoginBody[...]";
        }
    }

    /** The password that is, and the one that shall be. */
    public record NewPasswordBody(String oldPassword, String newPassword) {
        @Override
        public String toString() {
            return "NewPasswordBody[...]";
        }
    }

    /** How one can log in. */
    public record LoginView(List<String> methods, @Nullable OidcWay oidc) {}

    /** @param name for people; @param url where the browser goes */
    public record OidcWay(String name, String url) {}

    @Open
    @GetMapping("/login")
    @SecurityRequirements
    @Operation(summary = "How one can log in", description = "`methods` are those with a name and a password.")
    LoginView ways() {
        return ways.view();
    }

    @Open
    @PostMapping("/session")
    @SecurityRequirements
    @Operation(
            summary = "Log in",
            description =
                    "Sets the cookie of a new session. 401 `bad_credentials` for every reason; 429 `too_many_logins` after five"
                            + " wrong tries in 15 minutes for the account from one address, or a hundred from the address; 403"
                            + " `csrf` where a page of another site sent it.")
    MeView login(@RequestBody LoginBody body, HttpServletRequest request, HttpServletResponse response) {
        if (AccountName.allowed(body.account())) { // a password typed in the wrong place is most often none
            RequestMarks.note(request, "account " + AccountName.canonical(body.account()));
        }
        OwnOrigin.check(request, address);
        Logins.Welcome welcome = logins.byPassword(body.account(), body.password(), request.getRemoteAddr());
        RequestMarks.who(request, welcome.account().name());
        cookie.of(request).filter(SessionId::wellFormed).ifPresent(sessions::close);
        String id = sessions.open(welcome.account(), welcome.groupGrants());
        Caller caller = sessions.recognize(id).orElseThrow(() -> new ProblemException(ProblemCode.BAD_CREDENTIALS));
        cookie.set(response, id);
        return MeView.of(caller, id, properties.confirmServers());
    }

    @Known
    @GetMapping("/session")
    @Operation(summary = "Who I am and what I may do", description = "For tokens too.")
    MeView me(Caller caller, HttpServletRequest request) {
        String id = caller.source() == CallerSource.TOKEN
                ? null
                : cookie.of(request).orElse(null);
        return MeView.of(caller, id, properties.confirmServers());
    }

    @Known
    @DeleteMapping("/session")
    @Operation(summary = "Log out", description = "Ends the session of the cookie; a token stays.")
    @ApiResponse(responseCode = "204", description = "The session is over")
    ResponseEntity<Void> logout(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        if (caller.source() != CallerSource.TOKEN) {
            cookie.of(request).ifPresent(sessions::close);
            cookie.clear(response);
        }
        return ResponseEntity.noContent().build();
    }

    @Known
    @PostMapping("/session/password")
    @Operation(
            summary = "Change one's own password",
            description =
                    "Ends every other session of the account. 409 `password_elsewhere` unless the account is local.")
    @ApiResponse(responseCode = "204", description = "Changed")
    ResponseEntity<Void> password(@RequestBody NewPasswordBody body, Caller caller, HttpServletRequest request) {
        Account account = Optional.of(caller)
                .filter(one -> one.source() == CallerSource.LOCAL)
                .flatMap(one -> accounts.find(one.name()))
                .orElseThrow(() -> new ProblemException(ProblemCode.PASSWORD_ELSEWHERE));
        if (!Passwords.allowed(body.newPassword())) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PASSWORD, "/new_password"));
        }
        if (!logins.isPasswordOf(account, body.oldPassword(), request.getRemoteAddr())) {
            throw new ProblemException(FieldProblem.of(ProblemCode.WRONG_PASSWORD, "/old_password"));
        }
        if (accounts.replace(account.withPassword(passwords.encode(body.newPassword())))
                .isEmpty()) {
            throw new ProblemException(ProblemCode.CHANGED_MEANWHILE);
        }
        sessions.closeAll(account.name(), cookie.of(request).orElse(""));
        return ResponseEntity.noContent().build();
    }
}
