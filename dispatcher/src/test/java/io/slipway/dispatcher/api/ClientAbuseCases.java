package io.slipway.dispatcher.api;

import io.slipway.dispatcher.api.AbuseCases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of the abuse table that are bodies of a client update. */
final class ClientAbuseCases {
    static final List<String> BAD_ROOTS = List.of(
            "",
            "http://res.ssss.chuangyunet.com",
            "//res.ssss.chuangyunet.com",
            "res.ssss.chuangyunet.com/",
            "res.ssss.chuangyunet.com/t1",
            "res.ssss.chuangyunet.com?x",
            "res.ssss.chuangyunet.com#x",
            "user@res.ssss.chuangyunet.com",
            "user:pass@res.ssss.chuangyunet.com",
            "res.ssss.chuangyunet.com:",
            "res.ssss.chuangyunet.com:0",
            "res.ssss.chuangyunet.com:080",
            "res.ssss.chuangyunet.com:65536",
            "res.ssss.chuangyunet.com:99999999999",
            "res.ssss.chuangyunet.com:80:80",
            "res.ssss.chuangyunet.com:80@evil.example.net",
            "127.0.0.1",
            "169.254.169.254",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "127.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "localhost",
            "res..example.com",
            ".example.com",
            "example.com.",
            "-a.example.com",
            "a-.example.com",
            "--daemon.example.com",
            "a_b.example.com",
            "res.example.com\n",
            "res.example.com\u0000",
            "res.example.com ",
            "..",
            "../etc",
            "三.example.com",
            "$(id).example.com",
            ("a".repeat(60) + ".").repeat(2) + "example.com");
    private static final List<String> BAD_DIRS = List.of(
            "",
            "..",
            ".",
            "../t1",
            "t1/..",
            "t1/../r1",
            "/t1",
            "t1/",
            "t1//r1",
            "t1\\r1",
            "%2e%2e",
            "-rf",
            "~root",
            ".slipway",
            "t1/.slipway-fence",
            "t1 r1",
            "t1\n",
            "t1\u0000",
            "$(id)",
            "{cdnRoot}",
            "*",
            "甲",
            "t:1",
            "x".repeat(65),
            "x/".repeat(40) + "y");

    private ClientAbuseCases() {}

    static Stream<Case> all() {
        return Stream.of(names(), sizes(), types(), shapes()).flatMap(List::stream);
    }

    private static List<Case> names() {
        List<Case> cases = new ArrayList<>();
        BAD_ROOTS.forEach(
                root -> cases.add(refused("A12", "root " + root, "bad_name", "/data/0/cdn_root_url", body -> first(body)
                        .put("cdn_root_url", root))));
        BAD_DIRS.forEach(dir -> cases.add(refused("A1", "dir " + dir, "bad_name", "/data/0/cdn_dir", body -> first(body)
                .put("cdn_dir", dir))));
        for (String root : List.of("evil.example.net", "RES.ssss.chuangyunet.com", "res.ssss.chuangyunet.com:80")) {
            cases.add(refused("A12", "unlisted " + root, "unknown_cdn_directory", "/data/0", body -> first(body)
                    .put("cdn_root_url", root)));
        }
        cases.add(refused("A6", "unlisted directory", "unknown_cdn_directory", "/data/0", body -> first(body)
                .put("cdn_dir", "t1/sub")));
        cases.add(refused("A2", "one directory twice", "duplicate", "/data/1", body -> ((ObjectNode)
                        body.get("data").get(1))
                .put("cdn_dir", "t1")));
        cases.add(refused("A1", "file", "bad_file_name", "/update_file_list/0/file_name", body -> ((ObjectNode)
                        body.get("update_file_list").get(0))
                .put("file_name", "../x")));
        return cases;
    }

    private static List<Case> sizes() {
        return List.of(
                refused("A13", "no directory", "too_few", "/data", body -> body.putArray("data")),
                refused("A13", "10,001 directories", "too_many", "/data", body -> {
                    ArrayNode data = body.putArray("data");
                    for (int i = 0; i < 10_001; i++) {
                        data.addObject()
                                .put("cdn_root_url", "any.ssss.chuangyunet.com:8080")
                                .put("cdn_dir", "d" + i);
                    }
                }),
                refused("A13", "no file", "too_few", "/update_file_list", body -> body.putArray("update_file_list")));
    }

    private static List<Case> types() {
        List<Case> cases = new ArrayList<>();
        for (String field : List.of("cdn_dir", "cdn_root_url")) {
            String at = "/data/0/" + field;
            cases.add(
                    wrong("wrong_type", at, body -> first(body).putObject(field).put("$gt", "")));
            cases.add(wrong("wrong_type", at, body -> first(body).put(field, 1)));
            cases.add(
                    wrong("wrong_type", at, body -> first(body).putArray(field).add("t1")));
            cases.add(wrong("missing_field", at, body -> first(body).putNull(field)));
            cases.add(wrong("missing_field", at, body -> first(body).remove(field)));
        }
        cases.add(wrong("unknown_field", "/data/0/url", body -> first(body).put("url", "http://127.0.0.1/")));
        cases.add(wrong("unknown_field", "/data/0/status", body -> first(body).put("status", true)));
        cases.add(wrong("unknown_field", "/data/0/$where", body -> first(body).put("$where", "1")));
        cases.add(wrong("wrong_type", "/data/0", body -> body.putArray("data").addNull()));
        cases.add(wrong("wrong_type", "/data/0", body -> body.putArray("data").add("t1")));
        cases.add(wrong("wrong_type", "/data", body -> body.put("data", "t1")));
        cases.add(wrong("wrong_type", "/data", body -> body.putObject("data").put("$gt", "")));
        cases.add(wrong("wrong_type", "/client_type", body -> body.put("client_type", "0")));
        cases.add(wrong("wrong_type", "/client_type", body -> body.put("client_type", 0.5)));
        cases.add(wrong("wrong_type", "/client_type", body -> body.put("client_type", true)));
        cases.add(wrong("wrong_type", "/client_type", body -> body.putObject("client_type")));
        return cases;
    }

    private static List<Case> shapes() {
        List<Case> cases = new ArrayList<>();
        for (int type : List.of(-1, 2, Integer.MAX_VALUE)) {
            cases.add(refused(
                    "A14", "client type " + type, "bad_value", "/client_type", body -> body.put("client_type", type)));
        }
        cases.add(refused("A14", "no client type", "bad_value", "/client_type", body -> body.remove("client_type")));
        cases.add(refused("A14", "null client type", "bad_value", "/client_type", body -> body.putNull("client_type")));
        for (String type : List.of("hot_server", "client", "")) {
            cases.add(refused(
                    "A14",
                    "type " + type,
                    "unsupported_update_type",
                    "/update_type",
                    body -> body.put("update_type", type)));
        }
        cases.add(wrong("mixed_shapes", "/erlang_cmd_list", body -> body.putArray("erlang_cmd_list")));
        cases.add(wrong("mixed_shapes", "/data", body -> body.putObject("update_server_list")));
        cases.add(wrong("mixed_shapes", "/client_type", body -> {
            body.remove("data");
            body.putObject("update_server_list");
        }));
        cases.add(wrong("missing_field", "/update_server_list", body -> body.remove("data")));
        return cases;
    }

    private static Case refused(String row, String what, String code, String pointer, Consumer<ObjectNode> change) {
        return make(row, what, 422, code, pointer, change);
    }

    private static Case wrong(String code, String pointer, Consumer<ObjectNode> change) {
        return make("A14", code + " at " + pointer, 400, code, pointer, change);
    }

    private static Case make(
            String row, String what, int status, String code, String pointer, Consumer<ObjectNode> change) {
        ObjectNode body = Fixtures.clientUpdate();
        change.accept(body);
        return new Case(row, what.replaceAll("[^ -~]", "?"), body.toString(), status, code, pointer, code);
    }

    private static ObjectNode first(ObjectNode body) {
        return (ObjectNode) body.get("data").get(0);
    }
}
