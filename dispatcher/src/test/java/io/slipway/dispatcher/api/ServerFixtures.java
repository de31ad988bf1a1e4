package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;

/** A project with the hosts of the seed's table of game servers. */
final class ServerFixtures {
    static final String SEED = Texts.resource("game-servers-seed.csv");

    private ServerFixtures() {}

    /** The project's game servers; the project is new, with an area of the seed's hosts and one of others. */
    static String onboard(ApiTest api, String project) {
        String body = """
                {"name": "萌三国",
                 "areas": [{"name": "大陆", "codes": ["cn"],
                            "hosts": ["192.168.5.3", "192.168.5.13", "192.168.5.194", "192.168.5.195", "10.7.0.1"]},
                           {"name": "台湾", "codes": ["tw"], "hosts": ["10.8.0.1", "10.7.0.1"]}],
                 "erlang_commands": [{"call": "health:check()", "idempotent": true},
                                     {"call": "shop:reload(integer)", "idempotent": false}]}""";
        assertThat(api.put("/api/v1/projects/" + project, body).statusCode()).isEqualTo(200);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            String mapping = "{\"role\": \"" + role + "\", \"projects\": [\"" + project + "\"]}";
            assertThat(api.put("/api/v1/queue-mappings/" + project + "-" + role, mapping)
                            .statusCode())
                    .isEqualTo(200);
        }
        return "/api/v1/projects/" + project + "/game-servers";
    }

    static HttpResponse<String> csv(ApiTest api, String path, String text) {
        return text(api, path, "text/csv", text);
    }

    static HttpResponse<String> text(ApiTest api, String path, String type, String text) {
        return ApiTest.send(api.request(path)
                .header("Content-Type", type)
                .header("Accept-Language", "en")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(text)));
    }
}
