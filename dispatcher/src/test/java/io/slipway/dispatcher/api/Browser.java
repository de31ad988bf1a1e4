package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Someone with a browser: keeps the cookie of the session, and sends its token along with what changes something. */
final class Browser {
    static final String COOKIE = "__Host-slipway";

    private final ApiTest api;

    @Nullable
    String id;

    @Nullable
    String csrf;

    Browser(ApiTest api) {
        this.api = api;
    }

    /** Makes an account that may do what the grants say, and logs it in. */
    static Browser of(ApiTest api, String account, String grants) {
        create(api, account, grants);
        Browser browser = new Browser(api);
        HttpResponse<String> answer = browser.login(account, password(account));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return browser;
    }

    static void create(ApiTest api, String account, String grants) {
        HttpResponse<String> created = api.post(
                "/api/v1/accounts",
                "{\"name\": \"%s\", \"display_name\": \"%s\", \"password\": \"%s\", \"grants\": %s}"
                        .formatted(account, account, password(account), grants));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    static String password(String account) {
        return "password of " + account;
    }

    HttpResponse<String> login(String account, String password) {
        HttpRequest.Builder request = api.anonymous("/api/v1/session");
        if (id != null) {
            request.header("Cookie", COOKIE + "=" + id);
        }
        HttpResponse<String> answer = ApiTest.send(ApiTest.json(
                request, "POST", "{\"account\": \"" + account + "\", \"password\": \"" + password + "\"}"));
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> id = set.replaceAll("^[^=]*=|;.*$", ""));
        if (answer.statusCode() == 200) {
            JsonNode me = ApiTest.tree(answer);
            csrf = me.get("csrf").asString();
        }
        return answer;
    }

    /** With what a page of ours would send. */
    HttpResponse<String> call(String method, String path, String body) {
        HttpRequest.Builder request = api.anonymous(path).header("Cookie", COOKIE + "=" + id);
        if (!method.equals("GET")) {
            request.header("X-CSRF-Token", String.valueOf(csrf));
        }
        return ApiTest.send(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : ApiTest.json(request, method, body));
    }

    HttpResponse<String> get(String path) {
        return call("GET", path, "");
    }
}
