package io.slipway.dispatcher.api;

import io.slipway.dispatcher.api.WritingRoutes.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Good bodies made bad in one to three places; the same seed makes the same bodies. */
final class BodyMutations {
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "application/x-java-serialized-object",
            "multipart/form-data; boundary=x",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/yaml",
            "text/x-python",
            "nonsense",
            "a/b; c=\"",
            "*/*");
    private static final List<String> ENCODINGS = List.of("gzip", "deflate", "br", "identity", "x", "gzip, gzip");
    /** Tokens written as they stand, good JSON and bad. */
    private static final List<String> RAW = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1.5",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "-1e-400",
            "1E+2147483648",
            "9".repeat(400),
            "9".repeat(1100),
            "0.".concat("1".repeat(1100)),
            "NaN",
            "Infinity",
            "-Infinity",
            "01",
            "0x10",
            "1_000",
            "''",
            "undefined",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[{}]",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\uffff\"",
            "\"\\u202e\"",
            "\"\\x41\"",
            "\"\u0001\"",
            "{\"$gt\": \"\"}",
            "{\"$where\": \"1\"}",
            "{\"$ne\": null}",
            "[\"$regex\"]",
            "{\"__proto__\": {}}",
            "{\"a\": 1, \"a\": 2}",
            "{\"\": 1}",
            "{\"a.b\": 1}",
            "/* c */ 1",
            "[1,]",
            "{,}",
            "\"",
            "]",
            "}");

    private static final List<String> TEXTS = List.of(
            "../../etc/passwd",
            "/etc/passwd",
            "a\\..\\b",
            "%2e%2e/",
            "$(id)",
            "`id`",
            ";id",
            "|id",
            "-rf",
            "-e sh x",
            "~root",
            "a:b",
            "a\u0000b",
            "a\nb",
            "\r\nSet-Cookie: a=b",
            "\u001b[31m",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "${jndi:ldap://127.0.0.1/x}",
            "' OR '1'='1",
            "%s%n%d",
            "\ud83d\ude00",
            "\ud800",
            "\u202e",
            "\ufeff",
            "e\u0301",
            "İ",
            "ß",
            "ﬀ",
            "９９",
            "٣",
            "2099-99-99T99:99:99",
            "2020-02-30T00:00:00Z",
            "+999999999-01-01T00:00:00Z",
            "-1",
            "1e9",
            "PT1S",
            "Etc/None",
            "10.1.1.1",
            "999.1.1.1",
            "::1",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "os:cmd(\"id\").",
            "code:load_file(player).",
            "qq_1",
            "hot_server",
            "all",
            "true",
            "null");
    private static final List<String> KEYS = List.of(
            "$gt",
            "$where",
            "$set",
            "_id",
            "__proto__",
            "constructor",
            "@class",
            "class",
            "kind",
            "state",
            "created_by",
            "uuid",
            "version",
            "data",
            "",
            " ",
            "a.b",
            "\u0000",
            "\ud800",
            "servers",
            "waves",
            "revision",
            "callback_url");

    private final Random random;

    BodyMutations(long seed) {
        random = new Random(seed);
    }

    /** @param encoding empty for none */
    record Fuzzed(Route route, String type, String encoding, byte[] body) {
        @Override
        public String toString() {
            String shown = new String(body, 0, Math.min(600, body.length), StandardCharsets.UTF_8);
            return route.name() + " " + type + " " + encoding + " " + shown;
        }
    }

    Fuzzed next(List<Route> routes) {
        Route route = one(routes);
        JsonNode body = one(route.bodies()).deepCopy();
        String type = random.nextInt(50) == 0 ? one(TYPES) : "application/json";
        String encoding = random.nextInt(100) == 0 ? one(ENCODINGS) : "";
        if (random.nextInt(40) == 0) {
            return new Fuzzed(route, type, encoding, utf8(one(RAW)));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutate(body);
        }
        byte[] bytes = utf8(body.toString());
        return new Fuzzed(route, type, encoding, random.nextInt(6) == 0 ? damaged(bytes) : bytes);
    }

    private void mutate(JsonNode body) {
        List<JsonNode> containers = new ArrayList<>();
        collect(body, containers);
        JsonNode parent = one(containers);
        if (parent instanceof ArrayNode array) {
            mutate(array);
        } else if (parent instanceof ObjectNode object) {
            mutate(object, containers);
        }
    }

    private void mutate(ArrayNode array) {
        int at = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.insert(at, hostile());
            case 1 ->
                array.insert(at, array.isEmpty() ? hostile() : array.get(at).deepCopy());
            case 2 -> array.removeAll();
            default -> {
                JsonNode last = array.isEmpty() ? hostile() : array.get(at);
                for (int i = random.nextInt(200); i > 0; i--) {
                    array.add(last);
                }
            }
        }
    }

    private void mutate(ObjectNode object, List<JsonNode> containers) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() ? one(KEYS) : one(names);
        JsonNode old = object.get(name);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(one(KEYS), hostile());
            case 2 -> object.set(name, one(containers).deepCopy());
            case 3 -> object.set(name.toUpperCase(java.util.Locale.ROOT), old == null ? hostile() : old);
            case 4 -> object.set(name, raw(repeated(name, old)));
            default -> object.set(name, hostile());
        }
    }

    /** The value, and then the same key once more. */
    private static String repeated(String name, @org.jspecify.annotations.Nullable JsonNode old) {
        return old + "," + JsonNodeFactory.instance.stringNode(name) + ":" + old;
    }

    private JsonNode hostile() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> raw(one(RAW));
            case 2 -> raw("[".repeat(depth()) + "1");
            case 3 -> raw("{\"a\":".repeat(5) + "[".repeat(12) + "]".repeat(12) + "}".repeat(5));
            case 4 -> JsonNodeFactory.instance.stringNode("x".repeat(random.nextInt(3000)));
            default -> JsonNodeFactory.instance.stringNode(one(TEXTS));
        };
    }

    private int depth() {
        return random.nextInt(10) == 0 ? 5000 : 1 + random.nextInt(20);
    }

    private byte[] damaged(byte[] bytes) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 2 -> {
                int at = random.nextInt(bytes.length);
                random.nextBytes(bytes);
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                byte[] utf16 = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
                return Arrays.copyOf(utf16, Math.min(utf16.length, 4000));
            }
        }
        return bytes;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode raw(String token) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(token));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Lone surrogates stay what they are, which UTF-8 is not. */
    private static byte[] utf8(String text) {
        String escaped = IntStream.range(0, text.length())
                .mapToObj(i -> Character.isSurrogate(text.charAt(i))
                        ? String.format("\\u%04x", (int) text.charAt(i))
                        : String.valueOf(text.charAt(i)))
                .collect(Collectors.joining());
        return escaped.getBytes(StandardCharsets.UTF_8);
    }
}
