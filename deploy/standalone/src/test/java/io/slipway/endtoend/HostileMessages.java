package io.slipway.endtoend;

import io.slipway.contract.Manifest;
import io.slipway.contract.Topology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The rows of the abuse table that can come by message, as somebody would send them who writes past the dispatcher's checks. */
final class HostileMessages {
    static final String PULL = "file_pull8";
    static final String PUSH = "file_push8";
    static final String OPS = "ops_manager8";

    /** Names of what would leave its place, be an option, a shell's work, or nothing at all. */
    private static final List<String> NAMES = List.of(
            "../../etc",
            "..",
            "/etc",
            "a/../../b",
            "a\\\\b",
            "%2e%2e",
            "",
            ".",
            "-rf",
            "-e sh x",
            "$(touch {mark})",
            "`touch {mark}`",
            ";touch {mark}",
            "a b",
            "a\\nb",
            "a\\u0000b",
            "\\u202e",
            "\\ud800",
            "甲");

    private static final List<String> HOSTS = List.of(
            ";touch {mark}",
            "$(touch {mark})",
            "-oProxyCommand=touch {mark}",
            "game.example.net",
            "010.1.1.1",
            "::1",
            "127.0.0.1:22",
            "",
            "2130706433",
            "../127.0.0.1");

    /** What must come of one message. */
    enum End {
        /** A worker reports a failure with a reason. */
        REFUSED,
        /** One dead letter with its reason. */
        DEAD,
        /** Nothing at all. */
        IGNORED
    }

    /** @param queue it is put into, over the broker's default exchange */
    record Sent(String queue, byte[] body, End end) {
        @Override
        public String toString() {
            return queue + " <- " + new String(body, 0, Math.min(500, body.length), StandardCharsets.UTF_8);
        }
    }

    private final Map<String, List<Sent>> rows = new TreeMap<>();
    private final String mark;
    private final String target;
    private final String manifest;
    private final Map<String, String> secrets;
    private final OrderTexts orders;

    /**
     * @param mark a file that only an executed name would make
     * @param target a target that has ended, attempt 1
     * @param stored has a manifest be stored, and tells its digest
     * @param secrets password files by what is wrong with them; {@code good} is good
     */
    HostileMessages(String mark, String target, Function<Manifest, String> stored, Map<String, String> secrets) {
        this.mark = mark;
        this.target = target;
        this.manifest = stored.apply(HostileManifests.named("../../escaped"));
        this.orders = new OrderTexts(String.valueOf(secrets.get("good")), manifest);
        this.secrets = secrets;
        badOrders();
        manifests(stored);
        hosts();
        unreadable();
        reports();
        requests();
    }

    /** Row and what is tried, to its messages. */
    Map<String, List<Sent>> rows() {
        return rows;
    }

    private void badOrders() {
        for (String name : NAMES) {
            for (String part : List.of("updateType", "project", "areaCode", "uuid", "version")) {
                refused(
                        "A5 part of a version as a path or an option",
                        PULL,
                        orders.pull(OrderTexts.version(part, name)));
                refused(
                        "A5 part of a version as a path or an option",
                        PUSH,
                        orders.push(OrderTexts.version(part, name), orders.manager("", "")));
                refused(
                        "A5 part of a version as a path or an option",
                        OPS,
                        orders.apply(OrderTexts.version(part, name), "127.0.0.1", "qq_1"));
            }
            refused("A5 application type as a path", PULL, orders.unpack(name));
            refused("A5 game server as a path", OPS, orders.apply(OrderTexts.version("", ""), "127.0.0.1", name));
            refused("A5 game server as a path", OPS, orders.release("/data/qq_1", name, "[]"));
            refused(
                    "A25 process that is no process",
                    OPS,
                    orders.control("127.0.0.1", ",\"process\":\"" + name + ":x\""));
            refused(
                    "A5 rsync module or user as an option",
                    PUSH,
                    orders.push(OrderTexts.version("", ""), orders.manager("module", name)));
            refused(
                    "A5 rsync module or user as an option",
                    PUSH,
                    orders.push(OrderTexts.version("", ""), orders.manager("user", name)));
        }
        for (String path :
                List.of("data", "../x", "/data/../etc", "/", "", "/a//b", "/data/$(x)\\u0000", "/a:b", "~/x")) {
            refused("A1 live directory outside its root", OPS, orders.release(path, "qq_1", "[]"));
        }
        for (String kept : List.of("../x", "/etc/passwd", "a/../b", "-rf", "a\\\\b", "", "a\\nb", "a:b")) {
            refused("A1 kept file outside its tree", OPS, orders.release("/data/qq_1", "qq_1", "[\"" + kept + "\"]"));
        }
        for (String more :
                List.of("", ",\"basis\":[]", ",\"x\":1", ",\"commands\":[\"halt().\"]", ",\"grant\":\"x\"")) {
            refused(
                    "A1 manifest with names that leave the root",
                    PUSH,
                    orders.push(OrderTexts.version("", ""), orders.manager("", ""), manifest, more));
        }
        for (String digest : List.of("0".repeat(64), "", "../x", "{\\\"$gt\\\":1}", "x".repeat(5000))) {
            refused(
                    "A14 manifest that there is not",
                    PUSH,
                    orders.push(OrderTexts.version("", ""), orders.manager("", ""), digest, ""));
        }
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (!secret.getKey().equals("good")) {
                refused(
                        "A17 password file that is " + secret.getKey(),
                        PUSH,
                        orders.push(OrderTexts.version("", ""), orders.manager("passFile", secret.getValue())));
            }
        }
        for (String fence : List.of(
                "\"jobSeq\":-1",
                "\"jobSeq\":-9223372036854775808",
                "\"jobId\":\"../x\"",
                "\"targetId\":\"../../x\"",
                "\"targetId\":\"a/b\"",
                "\"targetId\":\"\"")) {
            refused(
                    "A10 fence or id that is none",
                    OPS,
                    OrderTexts.changed(orders.apply(OrderTexts.version("", ""), "127.0.0.1", "qq_1"), fence));
        }
        for (String attempt : List.of("-1", "-2", "-2147483648")) {
            String order = OrderTexts.changed(
                    orders.apply(OrderTexts.version("", ""), "127.0.0.1", "qq_1"), "\"attempt\":" + attempt);
            add("A10 attempt before the first", OPS, order, End.IGNORED);
            add(
                    "A10 attempt before the first",
                    PULL,
                    OrderTexts.changed(orders.pull(OrderTexts.version("", "")), "\"attempt\":" + attempt),
                    End.IGNORED);
        }
        for (String port : List.of("0", "-1", "65536", "2147483647", "-2147483648")) {
            refused(
                    "A6 port that is none",
                    OPS,
                    orders.control(
                            "127.0.0.1", ",\"health\":{\"kind\":\"TCP\",\"port\":" + port + ",\"withinSeconds\":5}"));
            refused(
                    "A6 port that is none",
                    PUSH,
                    orders.push(OrderTexts.version("", ""), orders.manager("port", port)));
        }
    }

    private void manifests(Function<Manifest, String> stored) {
        HostileManifests.ofNames()
                .forEach((row, manifests) -> manifests.forEach(one -> {
                    String digest = stored.apply(one);
                    refused(row, PUSH, orders.push(OrderTexts.version("", ""), orders.manager("", ""), digest, ""));
                    refused(row, OPS, orders.apply(OrderTexts.version("", ""), "127.0.0.1", "qq_1", digest));
                }));
        for (Manifest one : HostileManifests.ofCommands()) {
            refused(
                    "A8 command that is no call of literals",
                    OPS,
                    orders.apply(OrderTexts.version("", ""), "127.0.0.1", "qq_1", stored.apply(one)));
        }
    }

    private void hosts() {
        for (String host : HOSTS) {
            refused("A6 host that is none", OPS, orders.apply(OrderTexts.version("", ""), host, "qq_1"));
            refused("A6 host that is none", OPS, orders.control(host, ""));
            refused("A6 host that is none", PUSH, orders.push(OrderTexts.version("", ""), orders.manager("ip", host)));
        }
        for (String queue : List.of(PULL, PUSH)) {
            refused(
                    "A22 order in the queue of another role",
                    queue,
                    orders.apply(OrderTexts.version("", ""), "127.0.0.1", "qq_1"));
            refused("A22 order in the queue of another role", queue, orders.control("127.0.0.1", ""));
        }
        refused("A22 order in the queue of another role", OPS, orders.pull(OrderTexts.version("", "")));
        for (String project : List.of("zzzz", "other", "SSSS", "ssss.x", "x-1")) {
            refused(
                    "A22 project the worker does not serve",
                    OPS,
                    orders.apply(OrderTexts.version("project", project), "127.0.0.1", "qq_1"));
        }
    }

    private void unreadable() {
        String good = orders.pull(OrderTexts.version("", ""));
        List<String> bad = List.of(
                "",
                "{",
                "[]",
                "null",
                "7",
                "{}",
                "{\"kind\":7}",
                "{\"kind\":\"pull_files_v9\"}",
                "{\"kind\":\"java.lang.Runtime\"}",
                "{\"kind\":\"worker_hello\",\"workerId\":\"w\"}",
                good.substring(0, 80),
                good.replace("\"jobSeq\":1", "\"jobSeq\":\"one\""),
                good.replace("\"jobSeq\":1", "\"jobSeq\":NaN"),
                good.replace("\"jobSeq\":1", "\"jobSeq\":1e400"),
                good.replace("\"jobSeq\":1", "\"jobSeq\":" + "9".repeat(1200)),
                good.replace("\"attempt\":1", "\"attempt\":99999999999"),
                good.replace("\"version\":{", "\"version\":[{"),
                good.replace("\"header\":", "\"other\":"),
                good.replace("\"areaCode\":\"cn\"", "\"areaCode\":{\"$gt\":\"\"}"),
                good.substring(0, good.length() - 1) + ",\"deep\":" + "[".repeat(60) + "]".repeat(60) + "}",
                good.substring(0, good.length() - 1) + ",\"long\":\"" + "x".repeat(16_400) + "\"}");
        for (String body : bad) {
            for (String queue : List.of(PULL, PUSH, OPS, Topology.REPORTS, Topology.REQUESTS)) {
                if (!queue.equals(Topology.REQUESTS) || !body.contains("worker_hello")) {
                    add("A15 what is no message", queue, body, End.DEAD);
                }
            }
        }
        byte[] serialized = {(byte) 0xac, (byte) 0xed, 0, 5, 0x73, 0x72};
        byte[] large = "x".repeat(9_000_000).getBytes(StandardCharsets.UTF_8);
        for (String queue : List.of(PULL, PUSH, OPS, Topology.REPORTS, Topology.REQUESTS)) {
            put("A15 bytes of another kind, or too many", new Sent(queue, serialized, End.DEAD));
            put("A15 bytes of another kind, or too many", new Sent(queue, large, End.DEAD));
        }
    }

    private void reports() {
        String row = "A10 report of somebody who does not do it";
        for (String id : List.of(target, "nobody:pull:cn", "", "../x:pull:cn", "{\\\"$gt\\\":\\\"\\\"}")) {
            for (int attempt : new int[] {-2147483648, -1, 0, 2, 2147483647}) {
                String of = "\"targetId\":\"" + id + "\",\"attempt\":" + attempt;
                ignored(row, "{\"kind\":\"target_started\"," + of + ",\"workerId\":\"stranger\"}");
                ignored(
                        row,
                        "{\"kind\":\"target_progressed\"," + of
                                + ",\"progress\":{\"phase\":\"copy\",\"done\":-1,\"total\":-9223372036854775808,\"unit\":\"files\"}}");
                ignored(
                        row,
                        "{\"kind\":\"target_finished\"," + of
                                + ",\"outcome\":\"SUCCEEDED\",\"servers\":{},\"files\":-1,\"bytes\":-1}");
                ignored(
                        row,
                        "{\"kind\":\"worker_heartbeat\",\"workerId\":\"stranger\",\"role\":\"FILE_PULL\",\"host\":\"h\",\"queues\":[],"
                                + "\"slots\":-1,\"versions\":{},\"running\":[{" + of + "}]}");
                ignored(
                        "A9 list of files of nobody's pull",
                        "{\"kind\":\"files_listed\"," + of + ",\"page\":0,\"files\":[" + OrderTexts.file("evil.beam")
                                + "]}");
            }
        }
        for (int page : new int[] {-1, -2147483648}) {
            ignored(
                    "A9 list of files of nobody's pull",
                    "{\"kind\":\"files_listed\",\"targetId\":\"" + target + "\",\"attempt\":1,\"page\":" + page
                            + ",\"files\":[" + OrderTexts.file("evil.beam") + "]}");
        }
        String again = "A11 report once more, after the end";
        for (String outcome : List.of("SUCCEEDED", "FAILED", "UNKNOWN", "STOPPED")) {
            String failure = outcome.equals("SUCCEEDED")
                    ? ""
                    : ",\"failure\":{\"code\":\"UNREACHABLE\",\"message\":\"m\",\"output\":\"\"}";
            ignored(
                    again,
                    "{\"kind\":\"target_finished\",\"targetId\":\"" + target + "\",\"attempt\":1,\"outcome\":\""
                            + outcome + "\"" + failure + ",\"servers\":{},\"files\":9,\"bytes\":9}");
        }
        ignored(
                again,
                "{\"kind\":\"target_started\",\"targetId\":\"" + target + "\",\"attempt\":1,\"workerId\":\"late\"}");
    }

    private void requests() {
        String row = "A10 question of somebody who does not do it";
        for (String id : List.of(target, "nobody:apply:x", "", "../x", "{\\\"$gt\\\":\\\"\\\"}")) {
            add(
                    row,
                    Topology.REQUESTS,
                    "{\"kind\":\"command_start\",\"command\":{\"targetId\":\"" + id
                            + "\",\"server\":\"qq_1\",\"index\":-1},\"attempt\":1,\"round\":1,\"grant\":\"x\"}",
                    End.IGNORED);
            add(row, Topology.REQUESTS, "{\"kind\":\"manifest_request\",\"manifest\":\"" + id + "\"}", End.IGNORED);
            add(
                    row,
                    Topology.REQUESTS,
                    "{\"kind\":\"watch_request\",\"workerId\":\"" + id
                            + "\",\"queues\":[\"../x\",\"$where\"],\"knownRevision\":\"\"}",
                    End.IGNORED);
            add(
                    row,
                    Topology.REQUESTS,
                    "{\"kind\":\"command_done\",\"command\":{\"targetId\":\"" + id
                            + "\",\"server\":\"qq_1\",\"index\":7},\"attempt\":1,\"round\":1,\"result\":{\"ok\":true,\"output\":\"x\"}}",
                    End.IGNORED);
        }
    }

    private void refused(String row, String queue, String body) {
        add(row, queue, body, End.REFUSED);
    }

    private void ignored(String row, String body) {
        add(row, Topology.REPORTS, body, End.IGNORED);
    }

    private void add(String row, String queue, String body, End end) {
        put(row, new Sent(queue, body.replace("{mark}", mark).getBytes(StandardCharsets.UTF_8), end));
    }

    private void put(String row, Sent sent) {
        rows.computeIfAbsent(row, key -> new ArrayList<>()).add(sent);
    }
}
