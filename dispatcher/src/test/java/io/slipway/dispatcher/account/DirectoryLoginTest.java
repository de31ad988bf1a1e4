package io.slipway.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jwt.JWTClaimsSet;
import io.slipway.dispatcher.account.OidcServer.Signing;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Logging in with accounts that a directory or an OpenID provider keeps. */
class DirectoryLoginTest {
    private static final String BEGIN = "/api/v1/session/oidc";
    private static final String CALLBACK = BEGIN + "/callback";
    private static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = claims -> claims;

    @TempDir
    private static Path directory;

    private static LdapServer ldap;
    private static OidcServer oidc;
    private static DirectorySystem slipway;

    @BeforeAll
    static void start() throws Exception {
        ldap = new LdapServer();
        oidc = new OidcServer();
        slipway = new DirectorySystem(directory, ldap, oidc);
    }

    @AfterAll
    static void stop() {
        slipway.close();
        oidc.close();
        ldap.close();
    }

    @Test
    void theLoginNamesEveryWay() {
        assertThat(slipway.send(slipway.request("/api/v1/login")).body())
                .isEqualTo("{\"methods\":[\"local\",\"ldap\"],\"oidc\":{\"name\":\"公司账号\","
                        + "\"url\":\"/api/v1/session/oidc\"}}");
    }

    @Test
    void aPersonOfTheDirectoryLogsInAndHasWhatItsGroupsGive() {
        assertThat(slipway.account("li.ming").isNull()).isTrue();

        HttpResponse<String> answer = slipway.login("Li.Ming", "pass of li");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("slipway=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
        JsonNode me = slipway.me(DirectorySystem.cookie(answer, "slipway"));
        assertThat(me.get("account").asString()).isEqualTo("li.ming");
        assertThat(me.get("display_name").asString()).isEqualTo("李明");
        assertThat(me.get("source").asString()).isEqualTo("ldap");
        assertThat(me.get("grants").toString()).isEqualTo("[{\"project\":\"*\",\"roles\":[\"operator\"]}]");
        assertThat(slipway.account("li.ming").get("grants")).isEmpty();
    }

    @Test
    void groupsThatNameThePersonGiveTooAndTheAccountMayHaveMore() {
        assertThat(slipway.login("wang", "pass of wang").statusCode()).isEqualTo(200);
        assertThat(slipway.change("wang", "[{\"project\": \"jyjh\", \"roles\": [\"viewer\"]}]", false)
                        .statusCode())
                .isEqualTo(200);

        JsonNode me = slipway.me(DirectorySystem.cookie(slipway.login("wang", "pass of wang"), "slipway"));

        assertThat(me.get("grants").toString())
                .isEqualTo("[{\"project\":\"jyjh\",\"roles\":[\"viewer\"]},"
                        + "{\"project\":\"ssss\",\"roles\":[\"releaser\",\"approver\"]}]");
    }

    @ParameterizedTest
    @CsvSource({
        "li.ming, wrong",
        "li.ming, ''",
        "nobody, pass of li",
        "*, pass of li",
        "li*, pass of li",
        "'li.ming)(uid=*', pass of li",
        "'uid=li.ming,ou=people,dc=game,dc=example', pass of li",
        "twin, pass of twin",
        "admin, pass of ldap admin"
    })
    void whoIsNotExactlyOnePersonWithThatPasswordIsNobody(String account, String password) {
        HttpResponse<String> answer = slipway.login(account, password);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"bad_credentials\"");
    }

    @Test
    void aDisabledAccountOfTheDirectoryStaysOut() {
        assertThat(slipway.login("zhao", "pass of zhao").statusCode()).isEqualTo(200);
        slipway.change("zhao", "[]", true);

        assertThat(slipway.login("zhao", "pass of zhao").statusCode()).isEqualTo(401);
    }

    @Test
    void aDirectoryThatIsAwayIsSaidAndCountsForNobody() throws Exception {
        LdapServer gone = new LdapServer();
        LdapDirectory away = new LdapDirectory(
                gone.url(), new LdapProperties(gone.url(), LdapServer.BASE, "(uid={0})", null, null, Map.of()));
        gone.close();

        for (int i = 0; i < 7; i++) {
            assertThat(catchThrowable(() -> away.check("li.ming", "pass of li")))
                    .hasMessage("login_unavailable");
        }
    }

    @Test
    void aPersonOfTheProviderLogsInAndGoesOnWhereItWas() {
        HttpResponse<String> begun = begin("/jobs?project=ssss");
        URI page = there(begun);
        Map<String, String> asked = OidcServer.query(page.getRawQuery());
        assertThat(page.toString()).startsWith(oidc.issuer() + "/authorize?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", OidcServer.CLIENT)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", slipway.address() + CALLBACK)
                .containsKeys("state", "nonce", "code_challenge");
        String back =
                oidc.login(page, "subject-1", Signing.OWN_KEY, claims -> claims.claim("preferred_username", "Chen.Jie")
                        .claim("name", "陈洁")
                        .claim("groups", List.of("ops", "others")));

        HttpResponse<String> ended = end(back, DirectorySystem.cookie(begun, "slipway-oidc"));

        assertThat(ended.statusCode()).isEqualTo(302);
        assertThat(there(ended)).hasToString("/jobs?project=ssss");
        JsonNode me = slipway.me(DirectorySystem.cookie(ended, "slipway"));
        assertThat(me.get("account").asString()).isEqualTo("chen.jie");
        assertThat(me.get("display_name").asString()).isEqualTo("陈洁");
        assertThat(me.get("source").asString()).isEqualTo("oidc");
        assertThat(me.get("grants").toString()).isEqualTo("[{\"project\":\"*\",\"roles\":[\"operator\"]}]");
        assertThat(slipway.account("chen.jie").get("source").asString()).isEqualTo("oidc");

        assertRefused(end(back, DirectorySystem.cookie(begun, "slipway-oidc")), "login_refused"); // the code was used
    }

    /** A token that has to be refused. */
    record BadToken(String what, Signing signing, UnaryOperator<JWTClaimsSet.Builder> claims) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<BadToken> badTokens() {
        Date past = Date.from(Instant.now().minusSeconds(3600));
        return Stream.of(
                new BadToken("key of a stranger", Signing.STRANGERS_KEY, AS_IT_IS),
                new BadToken("public key as a secret", Signing.SHARED_SECRET, AS_IT_IS),
                new BadToken("not signed", Signing.NONE, AS_IT_IS),
                new BadToken("another nonce", Signing.OWN_KEY, claims -> claims.claim("nonce", "x")),
                new BadToken("no nonce", Signing.OWN_KEY, claims -> claims.claim("nonce", null)),
                new BadToken("for another client", Signing.OWN_KEY, claims -> claims.audience("another")),
                new BadToken("of another provider", Signing.OWN_KEY, claims -> claims.issuer("https://evil.example")),
                new BadToken("expired", Signing.OWN_KEY, claims -> claims.issueTime(past)
                        .expirationTime(past)),
                new BadToken("without an end", Signing.OWN_KEY, claims -> claims.expirationTime(null)),
                new BadToken("about nobody", Signing.OWN_KEY, claims -> claims.subject(null)),
                new BadToken(
                        "name of a local account",
                        Signing.OWN_KEY,
                        claims -> claims.claim("preferred_username", "admin")),
                new BadToken(
                        "name that is none",
                        Signing.OWN_KEY,
                        claims -> claims.claim("preferred_username", "../../etc")));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotOursLogsNobodyIn(BadToken bad) {
        HttpResponse<String> begun = begin("/");
        String back = oidc.login(there(begun), "subject-bad", bad.signing(), bad.claims());

        assertRefused(end(back, DirectorySystem.cookie(begun, "slipway-oidc")), "login_refused");
    }

    @Test
    void aNameBelongsToWhoHadItFirst() {
        UnaryOperator<JWTClaimsSet.Builder> name = claims -> claims.claim("preferred_username", "taken");
        HttpResponse<String> begun = begin("/");
        String first = oidc.login(there(begun), "subject-first", Signing.OWN_KEY, name);
        assertThat(there(end(first, DirectorySystem.cookie(begun, "slipway-oidc"))))
                .hasToString("/");

        begun = begin("/");
        String second = oidc.login(there(begun), "subject-second", Signing.OWN_KEY, name);

        assertRefused(end(second, DirectorySystem.cookie(begun, "slipway-oidc")), "login_refused");
    }

    @Test
    void onlyTheBrowserThatBeganALoginEndsIt() {
        HttpResponse<String> begun = begin("/");
        HttpResponse<String> other = begin("/");
        String back = oidc.login(there(begun), "subject-2", Signing.OWN_KEY, AS_IT_IS);

        assertRefused(end(back, ""), "login_expired");
        assertRefused(end(back, "slipway-oidc=x"), "login_expired");
        assertRefused(end(back, DirectorySystem.cookie(other, "slipway-oidc")), "login_expired");
        assertRefused(end("?code=x", DirectorySystem.cookie(begun, "slipway-oidc")), "login_expired");
        assertRefused(end("", DirectorySystem.cookie(begun, "slipway-oidc")), "login_expired");
    }

    @Test
    void whatTheProviderRefusesIsSaidOnTheLoginPage() {
        HttpResponse<String> begun = begin("/");
        String state = OidcServer.query(there(begun).getRawQuery()).get("state");

        assertRefused(
                end("?error=access_denied&state=" + state, DirectorySystem.cookie(begun, "slipway-oidc")),
                "login_refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/%5Cevil.example",
                "evil",
                "/%09/evil.example",
                "/api/v1/tokens",
                "javascript:alert(1)",
                "/a%0d%0aSet-Cookie:x=y"
            })
    void theWayBackLeadsNowhereElse(String view) {
        HttpResponse<String> begun = begin(view);
        String back = oidc.login(there(begun), "subject-3", Signing.OWN_KEY, AS_IT_IS);

        assertThat(there(end(back, DirectorySystem.cookie(begun, "slipway-oidc"))))
                .hasToString("/");
    }

    private static HttpResponse<String> begin(String view) {
        HttpResponse<String> answer = slipway.send(slipway.request(BEGIN + "?return=" + view));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer;
    }

    private static HttpResponse<String> end(String query, String cookie) {
        return slipway.send(slipway.request(CALLBACK + query).header("Cookie", cookie.isEmpty() ? "a=b" : cookie));
    }

    private static URI there(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static void assertRefused(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(there(answer)).hasToString("/login?error=" + error);
        assertThat(DirectorySystem.cookie(answer, "slipway")).isEmpty();
    }
}
