package io.slipway.dispatcher.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of the abuse table that are bodies of a hot update, each with the only right answer. */
final class AbuseCases {
    private static final String MD5 = "abe347d3fdff45f1078102c4637852a5";

    private AbuseCases() {}

    /** @param row of the abuse table; @param pointer of the first error */
    record Case(String row, String what, String body, int status, String code, String pointer, String detail) {
        @Override
        public String toString() {
            return row + " " + what;
        }
    }

    static Stream<Case> all() {
        return Stream.of(fileNames(), hiddenNames(), names(), hosts(), commands(), digests(), sizes(), types())
                .flatMap(List::stream);
    }

    private static List<Case> fileNames() {
        List<Case> cases = new ArrayList<>();
        fileName(cases, "A1", "../../etc/x", "path_traversal");
        fileName(cases, "A1", "/etc/x", "absolute_path");
        fileName(cases, "A1", "a/../../b", "path_traversal");
        fileName(cases, "A1", "a\\..\\b", "bad_character");
        fileName(cases, "A1", "%2e%2e/x", "bad_character");
        fileName(cases, "A1", "", "empty");
        fileName(cases, "A1", ".", "path_traversal");
        fileName(cases, "A1", "a//b", "empty_segment");
        fileName(cases, "A1", "x/".repeat(600) + "y", "too_long");
        fileName(cases, "A1", ".slipway-staging/x", "reserved");
        return cases;
    }

    private static List<Case> hiddenNames() {
        List<Case> cases = new ArrayList<>();
        fileName(cases, "A2", "a\u0000b", "control_character");
        fileName(cases, "A2", "a\nb", "control_character");
        fileName(cases, "A2", "a\rb", "control_character");
        fileName(cases, "A2", "a\u0085b", "control_character");
        fileName(cases, "A2", "a\u202etxt.exe", "control_character");
        fileName(cases, "A2", "a\ud800b", "control_character");
        fileName(cases, "A2", "-rf", "looks_like_option");
        fileName(cases, "A2", "~root/x", "looks_like_option");
        fileName(cases, "A2", "a:b.txt", "bad_character");
        fileName(cases, "A2", "e\u0301.txt", "not_nfc");
        cases.add(refused(
                "A2",
                "same name twice",
                "duplicate_file",
                "/update_file_list/1/file_name",
                "duplicate_file",
                body -> files(body, "a.txt", "a.txt")));
        cases.add(refused(
                "A2",
                "names equal but for case",
                "duplicate_file",
                "/update_file_list/1/file_name",
                "name_collision",
                body -> files(body, "a.txt", "A.TXT")));
        return cases;
    }

    private static List<Case> names() {
        List<Case> cases = new ArrayList<>();
        for (String name : List.of("-e sh pwn.sh", "..", "a/b", "", "a b", "x".repeat(65), "甲", "a\u0000")) {
            cases.add(
                    refused("A5", "version " + shown(name), "bad_name", "/version", body -> body.put("version", name)));
            cases.add(refused("A5", "uuid " + shown(name), "bad_name", "/uuid", body -> body.put("uuid", name)));
            cases.add(refused(
                    "A5", "server " + shown(name), "bad_name", "/update_server_list/game/10.1.1.1/0", body -> game(body)
                            .putArray("10.1.1.1")
                            .add(name)));
        }
        cases.add(refused("A5", "uuid of a pull's id", "bad_name", "/uuid", body -> body.put("uuid", "pull-1")));
        return cases;
    }

    private static List<Case> hosts() {
        List<Case> cases = new ArrayList<>();
        List<String> hosts = List.of(
                ";id",
                "$(id)",
                "`id`",
                "-oProxyCommand=id",
                "game1.example.net",
                "10.9.9.9",
                "010.1.1.1",
                "10.1.1.1 ",
                "::ffff:10.1.1.1",
                "127.0.0.1",
                "");
        for (String host : hosts) {
            cases.add(
                    refused("A6", "host " + host, "unknown_host", "/update_server_list/game/" + host, body -> game(body)
                            .removeAll()
                            .putArray(host)
                            .add("qq_1")));
        }
        cases.add(refused(
                "A6", "same server twice", "duplicate_server", "/update_server_list/game/10.1.1.1/1", body -> game(body)
                        .putArray("10.1.1.1")
                        .add("qq_1")
                        .add("qq_1")));
        return cases;
    }

    private static List<Case> commands() {
        List<Case> cases = new ArrayList<>();
        command(cases, "os:cmd(\"rm -rf /\").", "command_not_allowed");
        command(cases, "halt().", "bad_command");
        command(cases, "erlang:halt().", "command_not_allowed");
        command(cases, "code:load_file(\"player\").", "command_not_allowed");
        command(cases, "code:load_file('../../x').", "command_not_allowed");
        command(cases, "code:load_file(player), os:cmd(\"id\").", "bad_command");
        command(cases, "code:load_file(os:cmd(\"id\")).", "bad_command");
        command(cases, "fun() -> ok end.", "bad_command");
        command(cases, "", "bad_command");
        command(cases, "code:load_file(" + "a".repeat(4096) + ").", "too_many");
        cases.add(refused("A8", "65 commands", "too_many", "/erlang_cmd_list", body -> {
            ArrayNode list = body.putArray("erlang_cmd_list");
            for (int i = 0; i < 65; i++) {
                list.add("code:load_file(player).");
            }
        }));
        return cases;
    }

    private static List<Case> digests() {
        List<Case> cases = new ArrayList<>();
        for (String md5 :
                List.of("", "zz", MD5 + "0", MD5.substring(1), "g" + MD5.substring(1), MD5 + "\n", " " + MD5)) {
            cases.add(refused(
                    "A9", "md5 " + shown(md5), "bad_digest", "/update_file_list/0/file_md5", body -> ((ObjectNode)
                                    body.get("update_file_list").get(0))
                            .put("file_md5", md5)));
        }
        return cases;
    }

    private static List<Case> sizes() {
        List<Case> cases = new ArrayList<>();
        cases.add(refused("A13", "2,001 files", "too_many", "/update_file_list", body -> {
            ArrayNode files = body.putArray("update_file_list");
            for (int i = 0; i < 2001; i++) {
                files.addObject().put("file_name", "f" + i).put("file_md5", MD5);
            }
        }));
        cases.add(refused("A13", "no file", "too_few", "/update_file_list", body -> body.putArray("update_file_list")));
        cases.add(refused("A13", "2,001 IPs", "too_many", "/update_server_list", body -> {
            for (int i = 0; i < 2001; i++) {
                game(body).putArray("10.2." + i / 250 + "." + i % 250).add("s");
            }
        }));
        cases.add(refused(
                "A13", "no IP", "too_few", "/update_server_list", body -> body.putObject("update_server_list")));
        cases.add(refused("A13", "65 servers on an IP", "too_many", "/update_server_list/game/10.1.1.1", body -> {
            ArrayNode servers = game(body).putArray("10.1.1.1");
            for (int i = 0; i < 65; i++) {
                servers.add("s" + i);
            }
        }));
        cases.add(refused(
                "A13", "3,001 characters of names on an IP", "too_many", "/update_server_list/game/10.1.1.1", body -> {
                    ArrayNode servers = game(body).putArray("10.1.1.1");
                    for (int i = 0; i < 60; i++) {
                        servers.add("s" + (100 + i) + "x".repeat(60 - 8));
                    }
                }));
        cases.add(
                refused("A13", "IP without servers", "too_few", "/update_server_list/game/10.1.1.1", body -> game(body)
                        .putArray("10.1.1.1")));
        return cases;
    }

    private static List<Case> types() {
        List<Case> cases = new ArrayList<>();
        type(cases, "operator as uuid", "wrong_type", "/uuid", body -> body.putObject("uuid")
                .put("$gt", ""));
        type(cases, "number as uuid", "wrong_type", "/uuid", body -> body.put("uuid", 7));
        type(cases, "boolean as version", "wrong_type", "/version", body -> body.put("version", true));
        type(cases, "list as version", "wrong_type", "/version", body -> body.putArray("version")
                .add("1"));
        type(cases, "$where", "unknown_field", "/$where", body -> body.put("$where", "1"));
        type(
                cases,
                "unknown key",
                "unknown_field",
                "/callback_url",
                body -> body.put("callback_url", "http://127.0.0.1/"));
        type(cases, "unknown role", "unknown_field", "/update_server_list/gateway", body -> ((ObjectNode)
                        body.get("update_server_list"))
                .putObject("gateway"));
        type(cases, "$set as role", "unknown_field", "/update_server_list/$set", body -> ((ObjectNode)
                        body.get("update_server_list"))
                .putObject("$set"));
        type(cases, "unknown key of a file", "unknown_field", "/update_file_list/0/mode", body -> ((ObjectNode)
                        body.get("update_file_list").get(0))
                .put("mode", "777"));
        type(cases, "string for servers", "wrong_type", "/update_server_list/game/10.1.1.1", body -> game(body)
                .put("10.1.1.1", "qq_1"));
        type(cases, "number as server", "wrong_type", "/update_server_list/game/10.1.1.1/0", body -> game(body)
                .putArray("10.1.1.1")
                .add(1));
        type(cases, "null server", "wrong_type", "/update_server_list/game/10.1.1.1/0", body -> game(body)
                .putArray("10.1.1.1")
                .addNull());
        type(cases, "null uuid", "missing_field", "/uuid", body -> body.putNull("uuid"));
        type(cases, "no version", "missing_field", "/version", body -> body.remove("version"));
        type(cases, "no shape", "missing_field", "/update_server_list", body -> body.remove("update_server_list"));
        cases.add(refused("A14", "$set as IP", "unknown_host", "/update_server_list/game/$set", body -> game(body)
                .putArray("$set")
                .add("qq_1")));
        return cases;
    }

    private static void fileName(List<Case> cases, String row, String name, String detail) {
        cases.add(refused(
                row,
                "file " + shown(name),
                "bad_file_name",
                "/update_file_list/0/file_name",
                detail,
                body -> files(body, name)));
    }

    private static void command(List<Case> cases, String command, String code) {
        cases.add(refused(
                "A8", "command " + shown(command), code, "/erlang_cmd_list/0", body -> body.putArray("erlang_cmd_list")
                        .add(command)));
    }

    private static void type(List<Case> cases, String what, String code, String pointer, Consumer<ObjectNode> change) {
        cases.add(make("A14", what, 400, code, pointer, code, change));
    }

    private static Case refused(String row, String what, String code, String pointer, Consumer<ObjectNode> change) {
        return refused(row, what, code, pointer, code, change);
    }

    private static Case refused(
            String row, String what, String code, String pointer, String detail, Consumer<ObjectNode> change) {
        return make(row, what, 422, code, pointer, detail, change);
    }

    private static Case make(
            String row,
            String what,
            int status,
            String code,
            String pointer,
            String detail,
            Consumer<ObjectNode> change) {
        ObjectNode body = Fixtures.hotUpdate();
        change.accept(body);
        return new Case(row, what, asciiJson(body), status, code, pointer, detail);
    }

    /** Escaped, so that a lone surrogate survives the way. */
    private static String asciiJson(ObjectNode body) {
        StringBuilder ascii = new StringBuilder();
        for (char c : body.toString().toCharArray()) {
            ascii.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return ascii.toString();
    }

    private static void files(ObjectNode body, String... names) {
        ArrayNode files = body.putArray("update_file_list");
        for (String name : names) {
            files.addObject().put("file_name", name).put("file_md5", MD5);
        }
    }

    private static ObjectNode game(ObjectNode body) {
        return (ObjectNode) body.get("update_server_list").get("game");
    }

    private static String shown(String text) {
        String visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= 30 ? "'" + visible + "'" : "'" + visible.substring(0, 30) + "...'";
    }
}
