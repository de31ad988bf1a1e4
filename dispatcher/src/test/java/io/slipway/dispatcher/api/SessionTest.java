package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Sha256;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows A19 to A21: logging in, staying so, and what a session may not be used for. */
class SessionTest extends ApiTest {
    private static final String VIEWER = "[{\"project\": \"ssss\", \"roles\": [\"viewer\"]}]";
    private static final String ADMIN = "[{\"project\": \"*\", \"roles\": [\"admin\"]}]";

    @Test
    void theFirstPasswordIsInAFileOnlyItsOwnerCanReadAndLetsTheAdministratorIn() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(PASSWORD_FILE)))
                .isEqualTo("rw-------");
        Browser browser = new Browser(this);

        HttpResponse<String> answer =
                browser.login("admin", Files.readString(PASSWORD_FILE).strip());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode me = tree(answer);
        assertThat(me.propertyNames())
                .containsExactly(
                        "account", "display_name", "source", "grants", "csrf", "expires_at", "confirm_servers");
        assertThat(me.get("account").asString()).isEqualTo("admin");
        assertThat(me.get("source").asString()).isEqualTo("local");
        assertThat(me.get("grants").toString()).isEqualTo("[{\"project\":\"*\",\"roles\":[\"admin\"]}]");
        assertThat(me.get("confirm_servers").asInt()).isEqualTo(50);
        assertThat(Instant.parse(me.get("expires_at").asString()))
                .isBetween(
                        Instant.now().plusSeconds(8 * 3600 - 60), Instant.now().plusSeconds(8 * 3600 + 60));
        assertThat(browser.get("/api/v1/tokens").statusCode()).isEqualTo(200);
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Browser.create(this, "cookie", VIEWER);

        HttpResponse<String> answer = new Browser(this).login("cookie", Browser.password("cookie"));

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("__Host-slipway=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void theWaysToLogInAreOpen() {
        HttpResponse<String> answer = send(anonymous("/api/v1/login").GET());

        assertThat(answer.body()).isEqualTo("{\"methods\":[\"local\"],\"oidc\":null}");
        RequestTest.assertProblem(send(anonymous("/api/v1/session/oidc").GET()), 404, "not_found", null);
        RequestTest.assertProblem(
                send(anonymous("/api/v1/session/oidc/callback").GET()), 404, "not_found", null);
    }

    @Test
    void aTokenIsToldWhoItIsToo() {
        JsonNode me = tree(get("/api/v1/session"));

        assertThat(me.get("account").asString()).isEqualTo("first-admin");
        assertThat(me.get("source").asString()).isEqualTo("token");
        assertThat(me.get("csrf").isNull()).isTrue();
        assertThat(me.get("expires_at").isNull()).isTrue();
        RequestTest.assertProblem(send(anonymous("/api/v1/session").GET()), 401, "unauthorized", null);
    }

    @Test
    void someoneWithoutAnyRoleMayOnlyKnowWhoItIs() {
        Browser nobody = Browser.of(this, "roleless", "[]");

        assertThat(tree(nobody.get("/api/v1/session")).get("grants")).isEmpty();
        RequestTest.assertProblem(nobody.get("/api/v1/jobs"), 403, "forbidden", null);
        RequestTest.assertProblem(nobody.get("/api/v1/projects/ssss"), 403, "forbidden", null);
        assertThat(nobody.call("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);
    }

    @Test
    void neitherPasswordNorIdNorTokenIsInTheStore() {
        Browser browser = Browser.of(this, "nowhere", VIEWER);

        for (String name : MemoryStore.database().listCollectionNames()) {
            for (Document stored : MemoryStore.database().getCollection(name).find()) {
                assertThat(stored.toJson())
                        .doesNotContain(
                                Browser.password("nowhere"), String.valueOf(browser.id), String.valueOf(browser.csrf));
            }
        }
        assertThat(get("/api/v1/accounts").body()).contains("nowhere").doesNotContain("hash", "$2");
    }

    @Test
    void unknownAccountWrongPasswordAndDisabledAccountAreAnsweredAlike() {
        Browser.create(this, "known", VIEWER);
        Browser.create(this, "off", VIEWER);
        change("off", VIEWER, true);

        for (String account : List.of("known", "unknown", "", "不存在", "a b", "x".repeat(2000))) {
            HttpResponse<String> answer = new Browser(this).login(account, "not its password");
            assertBadCredentials(answer);
        }
        assertBadCredentials(new Browser(this).login("off", Browser.password("off")));
        assertBadCredentials(new Browser(this).login("known", ""));
        assertBadCredentials(new Browser(this).login("known", "x".repeat(1500)));
    }

    private static void assertBadCredentials(HttpResponse<String> answer) {
        ObjectNode body = (ObjectNode) tree(answer);
        body.remove("request_id");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(body.toString())
                .isEqualTo("{\"type\":\"/problems/bad_credentials\",\"title\":\"账号或密码不正确\",\"status\":401,"
                        + "\"code\":\"bad_credentials\",\"errors\":[]}");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void theSixthWrongTryIsRefusedEvenWithTheRightPassword() {
        Browser.create(this, "guessed", VIEWER);
        Browser browser = new Browser(this);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.login("guessed", "wrong " + i).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> sixth = browser.login("guessed", Browser.password("guessed"));

        RequestTest.assertProblem(sixth, 429, "too_many_logins", null);
        assertThat(Integer.parseInt(sixth.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 901);
        assertThat(browser.login("GUESSED", Browser.password("guessed")).statusCode())
                .as("the same account")
                .isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "{}, missing_field, /account",
        "{\"account\": \"a\"}, missing_field, /password",
        "{\"account\": 1; \"password\": \"p\"}, wrong_type, /account",
        "{\"account\": \"a\"; \"password\": [\"p\"]}, wrong_type, /password",
        "{\"account\": {\"$gt\": \"\"}; \"password\": \"p\"}, wrong_type, /account",
        "{\"account\": \"a\"; \"password\": \"p\"; \"roles\": [\"admin\"]}, unknown_field, /roles"
    })
    void aLoginThatIsNoneIsRefused(String body, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = send(json(anonymous("/api/v1/session"), "POST", body.replace(';', ',')));

        RequestTest.assertProblem(answer, 400, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void nobodyUnknownSendsALargeBody() {
        String body = "{\"account\": \"a\", \"password\": \"" + "x".repeat(5000) + "\"}";

        RequestTest.assertProblem(send(json(anonymous("/api/v1/session"), "POST", body)), 413, "body_too_large", null);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, not a url"
    })
    void aLoginThatAnotherSiteSendsIsRefused(String header, String value) {
        HttpRequest.Builder request = anonymous("/api/v1/session").header(header, value);

        HttpResponse<String> answer = send(json(request, "POST", "{\"account\": \"a\", \"password\": \"b\"}"));

        RequestTest.assertProblem(answer, 403, "csrf", null);
    }

    @Test
    void aLoginOfOurOwnPageIsTaken() {
        Browser.create(this, "own-page", VIEWER);
        String body = "{\"account\": \"own-page\", \"password\": \"" + Browser.password("own-page") + "\"}";

        assertThat(send(json(anonymous("/api/v1/session").header("Origin", "http://127.0.0.1:" + port()), "POST", body))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(json(anonymous("/api/v1/session").header("Sec-Fetch-Site", "same-origin"), "POST", body))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatChangesSomethingNeedsMoreThanTheCookie() {
        Browser browser = Browser.of(this, "forged", ADMIN);
        Browser other = Browser.of(this, "forger", ADMIN);
        String body = Fixtures.filePull().toString();
        Map<String, Long> before = MemoryStore.counts();

        String own = String.valueOf(browser.csrf);
        for (String token : List.of("", "x", String.valueOf(other.csrf), own.substring(1), own + "0")) {
            browser.csrf = token;
            HttpResponse<String> answer = browser.call("POST", Fixtures.FILE_PULLS, body);
            RequestTest.assertProblem(answer, 403, "csrf", null);
            assertThat(MemoryStore.lastAuditEntry().getString("code")).isEqualTo("csrf");
            assertThat(MemoryStore.lastAuditEntry().getString("who")).isEqualTo("forged");
        }
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = send(anonymous("/api/v1/session")
                    .header("Cookie", Browser.COOKIE + "=" + browser.id)
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            RequestTest.assertProblem(answer, 403, "csrf", null);
        }
        assertThat(MemoryStore.counts()).isEqualTo(before);
        browser.csrf = own;
        assertThat(browser.call("POST", Fixtures.FILE_PULLS, body).statusCode()).isEqualTo(202);
        assertThat(MemoryStore.lastAuditEntry().getString("who")).isEqualTo("forged");
    }

    @Test
    void readingNeedsNoToken() {
        Browser browser = Browser.of(this, "reader", VIEWER);
        browser.csrf = null;

        assertThat(browser.get("/api/v1/projects/ssss").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenWinsOverACookie() {
        Browser browser = Browser.of(this, "both", VIEWER);
        HttpRequest.Builder asked = request("/api/v1/session").header("Cookie", Browser.COOKIE + "=" + browser.id);
        assertThat(tree(send(asked.GET())).get("source").asString()).isEqualTo("token");

        HttpRequest.Builder wrong = anonymous("/api/v1/session")
                .header("Authorization", "Bearer nonsense")
                .header("Cookie", Browser.COOKIE + "=" + browser.id);
        RequestTest.assertProblem(send(wrong.GET()), 401, "unauthorized", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=admin",
                "slipway=admin",
                "__Host-slipway=admin",
                "__Host-slipway=",
                "__Host-slipway=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "__Host-slipway={\"$gt\":\"\"}"
            })
    void aCookieThatIsNoSessionIsNobody(String cookie) {
        RequestTest.assertProblem(
                send(anonymous("/api/v1/projects/ssss").header("Cookie", cookie).GET()), 401, "unauthorized", null);
    }

    @Test
    void eachLoginHasANewIdAndEndsTheOneBefore() {
        Browser browser = new Browser(this);
        Browser.create(this, "fixed", VIEWER);
        browser.id = "A".repeat(43); // what someone else made the browser show
        browser.login("fixed", Browser.password("fixed"));
        String first = String.valueOf(browser.id);
        assertThat(first).isNotEqualTo("A".repeat(43));

        browser.login("fixed", Browser.password("fixed"));

        assertThat(browser.id).isNotEqualTo(first);
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(200);
        browser.id = first;
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void loggingOutEndsTheSessionAtOnce() {
        Browser browser = Browser.of(this, "leaving", VIEWER);
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(200);

        HttpResponse<String> answer = browser.call("DELETE", "/api/v1/session", "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("__Host-slipway=;", "Max-Age=0");
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void anotherRightOrDisablingEndsTheSessionsAtOnce() {
        Browser changed = Browser.of(this, "changed", VIEWER);
        assertThat(changed.get("/api/v1/jobs").statusCode()).isEqualTo(200);
        change("changed", ADMIN, false);
        assertThat(changed.get("/api/v1/jobs").statusCode()).isEqualTo(401);

        Browser disabled = Browser.of(this, "disabled", VIEWER);
        assertThat(disabled.get("/api/v1/jobs").statusCode()).isEqualTo(200);
        change("disabled", VIEWER, true);
        assertThat(disabled.get("/api/v1/jobs").statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItIsIdleOrOld() {
        for (String field : List.of("lastSeenAt", "endsAt")) {
            String name = "ending-" + field.toLowerCase(Locale.ROOT);
            Browser browser = new Browser(this);
            Browser.create(this, name, VIEWER);
            browser.login(name, Browser.password(name));
            browser.get("/api/v1/session");
            var sessions = MemoryStore.database().getCollection("sessions");
            Document stored = sessions.find(new Document("account", name)).first();
            assertThat(stored).isNotNull();
            // under another id, which this dispatcher has not looked up yet
            String id = "B".repeat(42) + (field.equals("endsAt") ? "C" : "D");
            stored.put("_id", Sha256.hex(id.getBytes(StandardCharsets.UTF_8)));
            stored.put(field, Date.from(Instant.now().minusSeconds(8 * 3600 + 1)));
            sessions.insertOne(stored);

            browser.id = id;
            assertThat(browser.get("/api/v1/session").statusCode()).as(field).isEqualTo(401);
            assertThat(sessions.countDocuments(new Document("_id", stored.get("_id"))))
                    .isZero();
        }
    }

    @Test
    void onesOwnPasswordIsChangedByWhoKnowsIt() {
        Browser browser = Browser.of(this, "renewing", VIEWER);
        Browser elsewhere = new Browser(this);
        elsewhere.login("renewing", Browser.password("renewing"));
        String path = "/api/v1/session/password";
        String wanted = "{\"old_password\": \"%s\", \"new_password\": \"%s\"}";

        RequestTest.assertProblem(
                browser.call("POST", path, wanted.formatted("not it at all", "another password")),
                422,
                "wrong_password",
                "/old_password");
        RequestTest.assertProblem(
                browser.call("POST", path, wanted.formatted(Browser.password("renewing"), "short")),
                422,
                "bad_password",
                "/new_password");
        RequestTest.assertProblem(
                browser.call("POST", path, "{\"old_password\": \"x\"}"), 400, "missing_field", "/new_password");
        RequestTest.assertProblem(
                post(path, wanted.formatted("some password", "another password")), 409, "password_elsewhere", null);

        HttpResponse<String> changed =
                browser.call("POST", path, wanted.formatted(Browser.password("renewing"), "another password"));

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(new Browser(this)
                        .login("renewing", Browser.password("renewing"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Browser(this).login("renewing", "another password").statusCode())
                .isEqualTo(200);
    }

    private void change(String account, String grants, boolean disabled) {
        long revision = 0;
        for (JsonNode one : tree(get("/api/v1/accounts")).get("accounts")) {
            if (one.get("name").asString().equals(account)) {
                revision = one.get("revision").asLong();
            }
        }
        HttpResponse<String> answer = put(
                "/api/v1/accounts/" + account,
                "{\"display_name\": \"%s\", \"grants\": %s, \"disabled\": %s, \"revision\": %d}"
                        .formatted(account, grants, disabled, revision));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
