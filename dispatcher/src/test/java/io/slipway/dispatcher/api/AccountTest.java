package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Accounts, as administrators of the whole installation keep them. */
class AccountTest extends ApiTest {
    private static final String ACCOUNTS = "/api/v1/accounts";

    /** @param field JSON pointer of the field that is replaced by the value; without a value it is left out */
    private record Bad(String field, String value, int status, String code, String pointer) {}

    static Stream<Bad> badCreations() {
        return Stream.concat(
                Stream.of(
                        new Bad("name", "", 400, "missing_field", "/name"),
                        new Bad("name", "1", 400, "wrong_type", "/name"),
                        new Bad("name", "\"\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"-rf\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"a b\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"a/b\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"a..b\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"李明\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"" + "x".repeat(65) + "\"", 422, "bad_name", "/name"),
                        new Bad("name", "\"admin\"", 409, "name_taken", "/name"),
                        new Bad("name", "\"ADMIN\"", 409, "name_taken", "/name"),
                        new Bad("password", "", 400, "missing_field", "/password"),
                        new Bad("password", "\"123456789\"", 422, "bad_password", "/password"),
                        new Bad("password", "\"" + "x".repeat(73) + "\"", 422, "bad_password", "/password"),
                        new Bad("source", "\"ldap\"", 400, "unknown_field", "/source"),
                        new Bad("disabled", "true", 400, "unknown_field", "/disabled"),
                        new Bad("created_at", "\"2026-11-21T00:00:00Z\"", 400, "unknown_field", "/created_at")),
                badRights());
    }

    private static Stream<Bad> badRights() {
        return Stream.of(
                new Bad("display_name", "", 400, "missing_field", "/display_name"),
                new Bad("display_name", "\"  \"", 422, "bad_value", "/display_name"),
                new Bad("display_name", "\"a\\nb\"", 422, "bad_value", "/display_name"),
                new Bad("display_name", "\"a\\u202eb\"", 422, "bad_value", "/display_name"),
                new Bad("display_name", "\"" + "字".repeat(65) + "\"", 422, "bad_value", "/display_name"),
                new Bad("grants", "", 400, "missing_field", "/grants"),
                new Bad("grants", "{}", 400, "wrong_type", "/grants"),
                new Bad("grants", "[null]", 400, "wrong_type", "/grants/0"),
                new Bad("grants", "[{\"project\": \"ssss\"}]", 400, "missing_field", "/grants/0/roles"),
                new Bad("grants", grant("", "viewer"), 422, "bad_name", "/grants/0/project"),
                new Bad("grants", grant("../x", "viewer"), 422, "bad_name", "/grants/0/project"),
                new Bad("grants", grant("ssss", "root"), 422, "bad_value", "/grants/0/roles/0"),
                new Bad("grants", grant("ssss", "ADMIN"), 422, "bad_value", "/grants/0/roles/0"),
                new Bad("grants", "[{\"project\": \"ssss\", \"roles\": []}]", 422, "too_few", "/grants/0/roles"),
                new Bad(
                        "grants",
                        "[{\"project\": \"a\", \"roles\": [\"viewer\"]}, {\"project\": \"a\", \"roles\": [\"admin\"]}]",
                        422,
                        "duplicate",
                        "/grants/1/project"),
                new Bad(
                        "grants",
                        "[{\"project\": \"a\", \"roles\": [" + "\"viewer\",".repeat(5) + "\"viewer\"]}]",
                        422,
                        "too_many",
                        "/grants/0/roles"));
    }

    static Stream<Bad> badChanges() {
        return Stream.concat(
                Stream.of(
                        new Bad("disabled", "", 400, "missing_field", "/disabled"),
                        new Bad("disabled", "\"no\"", 400, "wrong_type", "/disabled"),
                        new Bad("revision", "\"1\"", 400, "wrong_type", "/revision"),
                        new Bad("revision", "77", 409, "changed_meanwhile", ""),
                        new Bad("name", "\"other\"", 400, "unknown_field", "/name"),
                        new Bad("source", "\"oidc\"", 400, "unknown_field", "/source"),
                        new Bad("password", "\"another password\"", 400, "unknown_field", "/password")),
                badRights());
    }

    private static String grant(String project, String role) {
        return "[{\"project\": \"" + project + "\", \"roles\": [\"" + role + "\"]}]";
    }

    @ParameterizedTest
    @MethodSource("badCreations")
    void aBadFieldOfANewAccountIsNamedAndNothingIsMade(Bad bad) {
        ObjectNode body = (ObjectNode) JSON.readTree(
                "{\"name\": \"fresh\", \"display_name\": \"新\", \"password\": \"a good password\", \"grants\": []}");

        assertRefused(bad, "POST", ACCOUNTS, body);
    }

    @ParameterizedTest
    @MethodSource("badChanges")
    void aBadFieldOfAChangeIsNamedAndNothingIsChanged(Bad bad) {
        if (lookFor("unchanged").isEmpty()) {
            Browser.create(this, "unchanged", "[]");
        }
        ObjectNode body = (ObjectNode)
                JSON.readTree("{\"display_name\": \"新\", \"grants\": [], \"disabled\": false, \"revision\": 0}");

        assertRefused(bad, "PUT", ACCOUNTS + "/unchanged", body);
        assertThat(find("unchanged").get("revision").asLong()).isZero();
    }

    private void assertRefused(Bad bad, String method, String path, ObjectNode body) {
        body.remove(bad.field());
        if (!bad.value().isEmpty()) {
            body.set(bad.field(), JSON.readTree(bad.value()));
        }
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = send(json(request(path), method, body.toString()));

        RequestTest.assertProblem(
                answer, bad.status(), bad.code(), bad.pointer().isEmpty() ? null : bad.pointer());
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(answer.body()).doesNotContain("password\": \"");
    }

    @Test
    void anAccountIsMadeListedChangedAndDisabled() {
        HttpResponse<String> created = post(
                ACCOUNTS,
                "{\"name\": \"Li.Ming\", \"display_name\": \"李明\", \"password\": \"一二三四五六七八九十\", \"grants\":"
                        + " [{\"project\": \"ssss\", \"roles\": [\"releaser\", \"approver\"]}]}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode account = tree(created);
        assertThat(account.propertyNames())
                .containsExactly(
                        "name",
                        "display_name",
                        "source",
                        "grants",
                        "disabled",
                        "created_at",
                        "last_login_at",
                        "revision");
        assertThat(account.get("name").asString()).isEqualTo("li.ming");
        assertThat(account.get("grants").toString())
                .isEqualTo("[{\"project\":\"ssss\",\"roles\":[\"releaser\",\"approver\"]}]");
        assertThat(account.get("last_login_at").isNull()).isTrue();
        assertThat(new Browser(this).login("LI.MING", "一二三四五六七八九十").statusCode())
                .isEqualTo(200);
        assertThat(find("li.ming").get("last_login_at").isNull()).isFalse();

        String change = "{\"display_name\": \"李明明\", \"grants\": [], \"disabled\": true, \"revision\": 0}";
        JsonNode changed = tree(put(ACCOUNTS + "/li.ming", change));

        assertThat(changed.get("display_name").asString()).isEqualTo("李明明");
        assertThat(changed.get("disabled").asBoolean()).isTrue();
        assertThat(changed.get("revision").asLong()).isEqualTo(1);
        RequestTest.assertProblem(put(ACCOUNTS + "/li.ming", change), 409, "changed_meanwhile", null);
        RequestTest.assertProblem(put(ACCOUNTS + "/nobody", change), 404, "unknown_account", null);
    }

    @Test
    void anAdministratorSetsAPasswordAndThatEndsTheSessions() {
        Browser browser = Browser.of(this, "forgetful", "[]");
        String path = ACCOUNTS + "/forgetful/password";

        RequestTest.assertProblem(post(path, "{\"password\": \"short\"}"), 422, "bad_password", "/password");
        RequestTest.assertProblem(post(path, "{}"), 400, "missing_field", "/password");
        RequestTest.assertProblem(post(path, "{\"password\": 1}"), 400, "wrong_type", "/password");
        RequestTest.assertProblem(
                post(ACCOUNTS + "/nobody/password", "{\"password\": \"long enough 1\"}"), 404, "unknown_account", null);
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(200);

        assertThat(post(path, "{\"password\": \"a new password\"}").statusCode())
                .isEqualTo(204);

        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(browser.login("forgetful", "a new password").statusCode()).isEqualTo(200);
    }

    @Test
    void anAdministratorOfOneProjectKeepsNoAccounts() {
        Browser browser = Browser.of(this, "project-admin", "[{\"project\": \"ssss\", \"roles\": [\"admin\"]}]");

        RequestTest.assertProblem(browser.get(ACCOUNTS), 403, "forbidden", null);
        RequestTest.assertProblem(browser.call("POST", ACCOUNTS, "{}"), 403, "forbidden", null);
        RequestTest.assertProblem(browser.call("PUT", ACCOUNTS + "/admin", "{}"), 403, "forbidden", null);
        RequestTest.assertProblem(browser.call("POST", ACCOUNTS + "/admin/password", "{}"), 403, "forbidden", null);
    }

    private JsonNode find(String name) {
        return lookFor(name).orElseThrow();
    }

    private Optional<JsonNode> lookFor(String name) {
        return tree(get(ACCOUNTS))
                .get("accounts")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findFirst();
    }
}
