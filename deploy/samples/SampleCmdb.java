import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sample CMDB: sends pulls and hot updates to Slipway and takes its callbacks. Needs a JDK 17 and nothing else:
 * {@code java SampleCmdb.java serve --secret-file F --state F}. It does what cmdb.py does and keeps the same state; see
 * docs/cmdb.md.
 */
public final class SampleCmdb {
    private static final String USAGE = """
            java SampleCmdb.java COMMAND ...
              serve  --secret-file FILE --state FILE [--host 127.0.0.1] [--port 9090]
                     [--fail-every N] [--slow SECONDS] [--status CODE] [--drop]     take callbacks until Ctrl-C
              show   --state FILE [JOB]                                             print what the callbacks said
              pull   --project P --area A --version V [--uuid U] [--out FILE]
                     [--update-type hot_client [--client-type 0|1]]
              update --project P --area A FILE...       the request is the union of the JSON files
              wait   JOB                                until a job is over
              retry  JOB                                what did not succeed
              check  NAME FILE ...                      bodies, one or an array of them, against NAME.json
            All: [--schemas DIR], default docs/schemas here or above. Asking: [--url U], default $SLIPWAY;
            [--token-file FILE], default the token in $SLIPWAY_TOKEN; [--tries 8] [--language en]""";

    private SampleCmdb() {}

    /** Ends the program with a sentence. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String text) {
            super(text);
        }
    }

    /** A callback that is not taken. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Refused(int status, String code, String text) {
            super(text);
            this.status = status;
            this.code = code;
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        try {
            Options options = new Options(arguments);
            switch (options.command) {
                case "serve" -> new Receiver(options).serve();
                case "show" -> new Memory(Path.of(options.needed("state"))).show(options.rest);
                case "pull" -> pull(options);
                case "update" -> update(options);
                case "wait" -> await(options);
                case "retry" -> retry(options);
                case "check" -> check(options);
                default -> throw new Failed(USAGE);
            }
        } catch (Failed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    // --- The command line ---------------------------------------------------------------------------------------------

    private static final class Options {
        final String command;
        final List<String> rest = new ArrayList<>();
        private final Map<String, String> values = new HashMap<>();

        Options(String[] arguments) {
            command = arguments.length == 0 ? "" : arguments[0];
            for (int i = 1; i < arguments.length; i++) {
                if (!arguments[i].startsWith("--")) {
                    rest.add(arguments[i]);
                } else if (arguments[i].equals("--drop")) {
                    values.put("drop", "");
                } else if (i + 1 < arguments.length) {
                    values.put(arguments[i].substring(2), arguments[++i]);
                } else {
                    throw new Failed(arguments[i] + " needs a value\n" + USAGE);
                }
            }
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        String or(String name, String otherwise) {
            return values.getOrDefault(name, otherwise);
        }

        String needed(String name) {
            return Optional.ofNullable(values.get(name)).orElseThrow(() -> new Failed("--" + name + " is missing\n" + USAGE));
        }

        int number(String name, int otherwise) {
            return Integer.parseInt(or(name, Integer.toString(otherwise)));
        }

        String only() {
            if (rest.size() != 1) {
                throw new Failed(USAGE);
            }
            return rest.get(0);
        }

        Path schemas() {
            if (has("schemas")) {
                return Path.of(needed("schemas"));
            }
            for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
                if (Files.isDirectory(at.resolve("docs/schemas"))) {
                    return at.resolve("docs/schemas");
                }
            }
            throw new Failed("no docs/schemas here or above: give --schemas");
        }
    }

    // --- JSON: maps, lists, strings, Long or BigDecimal, Boolean, null ------------------------------------------------

    private static final class Json {
        private static final int DEEPEST = 50;
        private final String text;
        private int at;
        private int depth;

        private Json(String text) {
            this.text = text;
        }

        /** @throws IllegalArgumentException where it is not JSON, or has a key twice */
        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            if (json.peek() != 0) {
                throw json.wrong("more text");
            }
            return value;
        }

        static Object read(Path file) throws IOException {
            return read(Files.readString(file));
        }

        static String write(Object value) {
            StringBuilder out = new StringBuilder();
            write(value, out);
            return out.toString();
        }

        private static void write(Object value, StringBuilder out) {
            if (value instanceof Map<?, ?> map) {
                String between = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(between);
                    quote(entry.getKey().toString(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    between = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            } else if (value instanceof List<?> list) {
                String between = "[";
                for (Object one : list) {
                    out.append(between);
                    write(one, out);
                    between = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            } else if (value instanceof String string) {
                quote(string, out);
            } else {
                out.append(value);
            }
        }

        private static void quote(String string, StringBuilder out) {
            out.append('"');
            for (char c : string.toCharArray()) {
                if (c == '"' || c == '\\') {
                    out.append('\\').append(c);
                } else if (c < ' ' || Character.isSurrogate(c)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
            out.append('"');
        }

        private Object value() {
            char first = peek();
            if (first == '{' || first == '[') {
                if (++depth > DEEPEST) {
                    throw wrong("too deep");
                }
                Object value = first == '{' ? object() : array();
                depth--;
                return value;
            }
            return first == '"' ? string() : word();
        }

        private Map<String, Object> object() {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            while (peek() != '}') {
                if (!map.isEmpty()) {
                    expect(',');
                }
                if (peek() != '"') {
                    throw wrong("no key");
                }
                String key = string();
                expect(':');
                if (map.containsKey(key)) {
                    throw wrong("twice the key " + key);
                }
                map.put(key, value());
            }
            at++;
            return map;
        }

        private List<Object> array() {
            List<Object> list = new ArrayList<>();
            at++;
            while (peek() != ']') {
                if (!list.isEmpty()) {
                    expect(',');
                }
                list.add(value());
            }
            at++;
            return list;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c < ' ' || (c == '\\' && at == text.length())) {
                    throw wrong("bad string");
                }
                out.append(c == '\\' ? escaped() : c);
            }
            expect('"');
            return out.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c == 'u' && text.substring(at, Math.min(at + 4, text.length())).matches("[0-9a-fA-F]{4}")) {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int index = "\"\\/bfnrt".indexOf(c);
            if (index < 0) {
                throw wrong("bad escape");
            }
            return "\"\\/\b\f\n\r\t".charAt(index);
        }

        private Object word() {
            int begin = at;
            while (at < text.length() && "{}[],:\" \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(begin, at);
            if (word.matches("true|false")) {
                return Boolean.valueOf(word);
            }
            if (word.matches("-?(0|[1-9][0-9]{0,17})")) {
                return Long.valueOf(word);
            }
            if (word.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")) {
                return new BigDecimal(word);
            }
            if (!word.equals("null")) {
                throw wrong("bad word");
            }
            return null;
        }

        private char peek() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw wrong("no " + wanted);
            }
            at++;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("not JSON near character " + (at + 1) + ": " + what);
        }
    }

    @SuppressWarnings("unchecked") // what Json reads
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        return map(parent.computeIfAbsent(key, name -> new TreeMap<String, Object>()));
    }

    // --- The shape of a body ------------------------------------------------------------------------------------------

    /** A JSON Schema of the kind in docs/schemas. A keyword this class does not know is an error, never passed over. */
    private static final class Schema {
        private static final Set<String> KNOWN = Set.of(("$schema $id $defs $ref title description type required properties"
                        + " patternProperties additionalProperties items enum const pattern minItems maxItems minProperties"
                        + " maxProperties minLength maxLength minimum maximum dependentRequired")
                .split(" "));
        private final String name;
        private final Map<String, Object> root;
        private final List<String> problems = new ArrayList<>();

        Schema(String name, Path directory) throws IOException {
            this.name = name;
            this.root = map(Json.read(directory.resolve(name + ".json")));
            learn(root);
        }

        /** What is wrong, as "pointer: sentence"; empty for a good value. */
        synchronized List<String> problems(Object value) {
            problems.clear();
            check(root, value, "");
            return List.copyOf(problems);
        }

        private void learn(Map<String, Object> schema) {
            if (!KNOWN.containsAll(schema.keySet())) {
                throw new Failed(name + ".json uses keywords this program does not know: " + schema.keySet());
            }
            for (String key : List.of("properties", "patternProperties", "$defs")) {
                map(schema.get(key)).values().forEach(inner -> learn(map(inner)));
            }
            for (String key : List.of("items", "additionalProperties")) {
                if (schema.get(key) instanceof Map<?, ?> inner) {
                    learn(map(inner));
                }
            }
        }

        private void check(Map<String, Object> schema, Object value, String at) {
            if (schema.get("$ref") instanceof String reference) {
                check(map(map(root.get("$defs")).get(reference.substring(reference.lastIndexOf('/') + 1))), value, at);
            }
            List<?> types = schema.get("type") instanceof String one ? List.of(one) : list(schema.get("type"));
            if (!types.isEmpty() && types.stream().noneMatch(type -> typeOf(value).equals(type))) {
                wrong(at, "not of type " + types);
                return;
            }
            require(!schema.containsKey("const") || Objects.equals(value, schema.get("const")), at, "not the constant");
            require(!schema.containsKey("enum") || list(schema.get("enum")).contains(value), at, "none of the values");
            if (value instanceof Map<?, ?>) {
                object(schema, map(value), at);
            } else if (value instanceof List<?> items) {
                bounds(schema, "Items", items.size(), at);
                for (int i = 0; i < items.size(); i++) {
                    check(map(schema.get("items")), items.get(i), at + "/" + i);
                }
            } else if (value instanceof String text) {
                bounds(schema, "Length", text.codePointCount(0, text.length()), at);
                require(!schema.containsKey("pattern") || found(schema.get("pattern"), text), at, "not of the pattern");
            } else if (value instanceof Long number) {
                require(number >= (Long) schema.getOrDefault("minimum", number), at, "too small");
                require(number <= (Long) schema.getOrDefault("maximum", number), at, "too large");
            }
        }

        private void object(Map<String, Object> schema, Map<String, Object> value, String at) {
            bounds(schema, "Properties", value.size(), at);
            Set<Object> needed = new HashSet<>(list(schema.get("required")));
            map(schema.get("dependentRequired")).forEach((key, more) -> {
                if (value.containsKey(key)) {
                    needed.addAll(list(more));
                }
            });
            needed.stream().filter(key -> !value.containsKey(key)).forEach(key -> wrong(at + "/" + key, "missing"));
            value.forEach((key, one) -> {
                List<Object> inner = new ArrayList<>();
                Optional.ofNullable(map(schema.get("properties")).get(key)).ifPresent(inner::add);
                map(schema.get("patternProperties")).forEach((form, rule) -> {
                    if (found(form, key)) {
                        inner.add(rule);
                    }
                });
                Object more = schema.get("additionalProperties");
                require(!inner.isEmpty() || !Boolean.FALSE.equals(more), at + "/" + key, "not allowed");
                if (inner.isEmpty() && more instanceof Map<?, ?>) {
                    inner.add(more);
                }
                inner.forEach(rule -> check(map(rule), one, at + "/" + key));
            });
        }

        private void bounds(Map<String, Object> schema, String what, long size, String at) {
            boolean within = size >= (Long) schema.getOrDefault("min" + what, size)
                    && size <= (Long) schema.getOrDefault("max" + what, size);
            require(within, at, size + " " + what.toLowerCase());
        }

        private void require(boolean good, String at, String sentence) {
            if (!good) {
                wrong(at, sentence);
            }
        }

        private void wrong(String at, String sentence) {
            problems.add((at.isEmpty() ? "/" : at) + ": " + sentence);
        }

        /** To Java $ is also before a last line feed, to JSON Schema only at the end. */
        private static boolean found(Object pattern, String text) {
            return Pattern.compile(pattern.toString().replaceAll("\\$$", "\\\\z")).matcher(text).find();
        }

        private static String typeOf(Object value) {
            return value instanceof Map<?, ?>
                    ? "object"
                    : value instanceof List<?>
                            ? "array"
                            : value instanceof String
                                    ? "string"
                                    : value instanceof Boolean
                                            ? "boolean"
                                            : value instanceof Long ? "integer" : value == null ? "null" : "number";
        }
    }

    // --- What the callbacks said --------------------------------------------------------------------------------------

    /** What a webhook-id says; the headers slipway-* say the same, but no signature covers them. */
    private record CallbackId(String job, String kind, String ip, long round) {
        private static final Pattern FORM = Pattern.compile(
                "([A-Za-z0-9][A-Za-z0-9_.-]{0,63}):(pushed|started|final|ip:([0-9.]+))(?::r([1-9][0-9]{0,8}))?");

        static CallbackId parse(String identity) throws Refused {
            Matcher matcher = FORM.matcher(identity);
            if (!matcher.matches()) {
                throw new Refused(422, "unknown_id", "no webhook-id of Slipway: " + identity);
            }
            String round = matcher.group(4);
            return new CallbackId(
                    matcher.group(1),
                    matcher.group(2).split(":")[0],
                    matcher.group(3),
                    round == null ? 1 : Long.parseLong(round));
        }
    }

    /**
     * The state of every job, in one file. Whatever order callbacks come in, and however often, the end is the same: an id
     * is taken once, an IP's result and a final one are replaced only by a later round's, and an announcement counts only
     * until the final callback of its round.
     */
    private static final class Memory {
        private final Path path;
        private Map<String, Object> state;

        Memory(Path path) throws IOException {
            this.path = path;
            this.state = Files.exists(path) ? sorted(map(Json.read(path))) : new TreeMap<>();
        }

        /** "taken", "late" for what changes nothing any more, "repeated" for an id that was taken before. */
        synchronized String take(String identity, CallbackId id, byte[] bytes, Map<String, Object> said)
                throws IOException, GeneralSecurityException, Refused {
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Object known = child(state, "seen").get(identity);
            if (known != null && !known.equals(digest)) {
                throw new Refused(422, "changed_body", identity + " came before with another body");
            }
            if (known != null) {
                return "repeated";
            }
            Map<String, Object> after = sorted(state);
            Map<String, Object> job = child(child(after, "jobs"), id.job());
            job.put("update_type", said.get("update_type"));
            job.put("version", said.getOrDefault("version", said.get("action")));
            boolean changed = apply(job, id, said);
            child(after, "seen").put(identity, digest);
            write(after); // before the answer: what was answered with 200 is not sent again
            state = after;
            return changed ? "taken" : "late";
        }

        /** @param only jobs to show; none for all */
        void show(List<String> only) {
            child(state, "jobs").forEach((id, value) -> {
                if (!only.isEmpty() && !only.contains(id)) {
                    return;
                }
                Map<String, Object> job = map(value);
                System.out.println(
                        id + "  " + job.get("update_type") + " " + job.get("version") + "  " + phase(job));
                child(job, "ips").forEach((ip, result) -> showIp(ip, map(result)));
                Map<String, Object> last = map(job.get("final"));
                for (Object one : list(last.get("data"))) {
                    Map<String, Object> directory = map(one);
                    System.out.println("  " + mark(directory) + "  " + directory.get("cdn_root_url") + "/"
                            + directory.get("cdn_dir"));
                }
                if (last.containsKey("final_data")) {
                    System.out.println(List.of("succeeded", "failed", "unknown").stream()
                            .filter(last::containsKey)
                            .map(name -> name + " " + last.get(name))
                            .collect(Collectors.joining(", ", "  " + last.get("final_data") + "  ", "")));
                }
            });
        }

        private static void showIp(String ip, Map<String, Object> result) {
            boolean health = result.containsKey("health_data");
            Map<String, Object> second = map(result.get(health ? "health_data" : "erl_data"));
            String first = List.of("service_data", "release_data", "update_data").stream()
                    .filter(result::containsKey)
                    .findFirst()
                    .orElseThrow();
            map(result.get(first)).forEach((server, one) -> {
                Map<String, Object> update = map(one);
                Map<String, Object> erl = map(second.get(server));
                String text = update.get("data").equals(erl.get("data"))
                        ? update.get("data").toString()
                        : update.get("data") + "; " + erl.get("data");
                System.out.printf(
                        "  %-15s r%s  %-12s %s %s  %s%n", ip, result.get("round"), server, mark(update), mark(erl), text);
            });
        }

        private static String mark(Map<String, Object> part) {
            return Boolean.TRUE.equals(part.get("status")) ? "✓" : "✗";
        }

        private static boolean apply(Map<String, Object> job, CallbackId id, Map<String, Object> said) {
            long ended = round(job, "final");
            Map<String, Object> ips = child(job, "ips");
            switch (id.kind()) {
                case "ip" -> {
                    return replace(ips, id.ip(), round(ips, id.ip()), id.round(), map(map(said.get("ip")).get(id.ip())));
                }
                case "final" -> {
                    return replace(job, "final", ended, id.round(), said);
                }
                default -> {
                    return replace(job, id.kind(), Math.max(ended, round(job, id.kind())), id.round(), said);
                }
            }
        }

        private static boolean replace(
                Map<String, Object> parent, String key, long known, long round, Map<String, Object> said) {
            if (round <= known) {
                return false;
            }
            Map<String, Object> kept = new TreeMap<>(said);
            kept.keySet().removeAll(List.of("uuid", "update_type", "version", "action"));
            kept.put("round", round);
            parent.put(key, kept);
            return true;
        }

        private static long round(Map<String, Object> parent, String key) {
            return (Long) map(parent.get(key)).getOrDefault("round", 0L);
        }

        /** Where a job stands, from what was told of its latest round. */
        private static String phase(Map<String, Object> job) {
            Map<String, Object> ips = child(job, "ips");
            long latest = ips.keySet().stream().mapToLong(ip -> round(ips, ip)).max().orElse(1);
            for (String kind : List.of("pushed", "started", "final")) {
                latest = Math.max(latest, round(job, kind));
            }
            if (round(job, "final") == latest) {
                return "round " + latest + " ended";
            }
            if (round(job, "started") == latest || round(job, "pushed") != latest) {
                return "round " + latest + " runs";
            }
            boolean good = Boolean.TRUE.equals(map(job.get("pushed")).get("push_result"));
            return "round " + latest + (good ? ": files pushed" : ": push failed");
        }

        private static Map<String, Object> sorted(Map<String, Object> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((key, value) -> copy.put(key, value instanceof Map<?, ?> ? sorted(map(value)) : value));
            return copy;
        }

        private void write(Map<String, Object> after) throws IOException {
            Path part = path.resolveSibling(path.getFileName() + ".part");
            Files.writeString(part, Json.write(after) + "\n");
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // --- Taking callbacks ---------------------------------------------------------------------------------------------

    private static final class Receiver {
        private static final long TOLERANCE_SECONDS = 300;
        private static final int MAX_BYTES = 4 << 20;
        private final Options options;
        private final byte[] secret;
        private final Memory memory;
        private final Map<String, Schema> schemas = new HashMap<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final Set<String> dropped = new HashSet<>();

        /** Status 0 drops the connection. */
        private record Answer(int status, String code, String text) {}

        Receiver(Options options) throws IOException {
            this.options = options;
            this.secret = readSecret(Path.of(options.needed("secret-file")));
            this.memory = new Memory(Path.of(options.needed("state")));
            for (String kind : List.of(
                    "pushed",
                    "started",
                    "ip",
                    "final",
                    "client-final",
                    "service-started",
                    "service-ip",
                    "service-final",
                    "release-pushed",
                    "release-started",
                    "release-ip",
                    "release-final")) {
                schemas.put(kind, new Schema("callback-" + kind, options.schemas()));
            }
        }

        void serve() throws IOException {
            String host = options.or("host", "127.0.0.1");
            HttpServer server = HttpServer.create(new InetSocketAddress(host, options.number("port", 9090)), 0);
            server.setExecutor(Executors.newFixedThreadPool(8));
            server.createContext("/", this::receive);
            server.start();
            System.out.println("taking callbacks at http://" + host + ":" + server.getAddress().getPort() + "/");
        }

        /** The same text as the project's secret_file: whsec_ and Base64. */
        private static byte[] readSecret(Path file) throws IOException {
            Set<PosixFilePermission> owner = Set.of(
                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
            if (!owner.containsAll(Files.getPosixFilePermissions(file))) {
                throw new Failed(file + " can be read by others: chmod 600 " + file);
            }
            return Base64.getDecoder().decode(Files.readString(file).strip().replaceFirst("^whsec_", ""));
        }

        private void receive(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
            String identity = header(exchange, "webhook-id");
            Answer answer = body.length > MAX_BYTES
                    ? new Answer(413, "too_large", "")
                    : answer(
                            identity,
                            header(exchange, "webhook-timestamp"),
                            header(exchange, "webhook-signature"),
                            body);
            System.out.println(String.format(
                            "%s %-15s %s %s",
                            answer.status == 0 ? "drop" : answer.status, answer.code, identity, answer.text)
                    .strip());
            if (answer.status != 0) {
                byte[] text = Json.write(Map.of("code", answer.code)).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.status, text.length);
                exchange.getResponseBody().write(text);
            }
            exchange.close(); // without an answer before: the connection is dropped
        }

        private Answer answer(String identity, String stamp, String signatures, byte[] body) {
            int every = options.number("fail-every", 0);
            boolean fail = calls.incrementAndGet() % Math.max(every, 1) == 0 && every > 0;
            String code;
            try {
                verify(identity, stamp, signatures, body);
                if (fail || options.has("status")) {
                    return new Answer(options.number("status", 500), "told_to_fail", "by a switch of this program");
                }
                CallbackId id = CallbackId.parse(identity);
                code = memory.take(identity, id, body, checked(id, body));
                Thread.sleep((long) (1000 * Double.parseDouble(options.or("slow", "0"))));
            } catch (Refused refused) {
                return new Answer(refused.status, refused.code, refused.getMessage());
            } catch (IOException | GeneralSecurityException | InterruptedException broken) {
                return new Answer(500, "broken", broken.toString());
            }
            synchronized (dropped) {
                if (options.has("drop") && dropped.add(identity)) {
                    return new Answer(0, code, "taken, and the connection dropped");
                }
            }
            return new Answer(200, code, "");
        }

        /** Over the raw bytes, before anything reads them. A right signature with an old time is somebody's recording. */
        private void verify(String identity, String stamp, String signatures, byte[] body)
                throws GeneralSecurityException, Refused {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((identity + "." + stamp + ".").getBytes(StandardCharsets.UTF_8));
            byte[] wanted = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
            long matching = Arrays.stream(signatures.split(" ")) // several while a secret changes
                    .filter(one -> MessageDigest.isEqual(wanted, one.getBytes(StandardCharsets.UTF_8)))
                    .count();
            if (matching == 0) {
                throw new Refused(401, "bad_signature", "the signature is not that of the secret file");
            }
            long now = System.currentTimeMillis() / 1000;
            if (!stamp.matches("[0-9]{1,15}") || Math.abs(now - Long.parseLong(stamp)) > TOLERANCE_SECONDS) {
                throw new Refused(
                        401,
                        "stale_timestamp",
                        "more than " + TOLERANCE_SECONDS + " s off: an old call, or a clock that is wrong");
            }
        }

        private Map<String, Object> checked(CallbackId id, byte[] body) throws Refused {
            Object said;
            try {
                said = Json.read(new String(body, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException broken) {
                throw new Refused(422, "bad_json", broken.getMessage());
            }
            Object type = said instanceof Map<?, ?> fields ? fields.get("update_type") : null;
            String shape = id.kind();
            if (schemas.containsKey(type + "-" + shape)) {
                shape = type + "-" + shape;
            } else if ("hot_client".equals(type) && shape.equals("final")) {
                shape = "client-final";
            }
            List<String> problems = schemas.get(shape).problems(said);
            if (problems.isEmpty() && !id.job().equals(map(said).get("uuid"))) {
                problems = List.of("/uuid: not " + id.job());
            }
            if (problems.isEmpty() && id.ip() != null && !map(map(said).get("ip")).containsKey(id.ip())) {
                problems = List.of("/ip: not " + id.ip());
            }
            if (!problems.isEmpty()) {
                throw new Refused(422, "bad_body", String.join("; ", problems.subList(0, Math.min(5, problems.size()))));
            }
            return map(said);
        }

        private static String header(HttpExchange exchange, String name) {
            return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
        }
    }

    // --- Asking Slipway -----------------------------------------------------------------------------------------------

    /** The API with patience: what may or may not have arrived is sent again, the same bytes, so that it counts once. */
    private static final class Slipway {
        private static final Set<Integer> AGAIN = Set.of(429, 500, 502, 503, 504);
        private static final Set<Object> OVER = Set.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        private final Options options;
        private final String token;

        Slipway(Options options) throws IOException {
            this.options = options;
            this.token = options.has("token-file")
                    ? Files.readString(Path.of(options.needed("token-file"))).strip()
                    : Optional.ofNullable(System.getenv("SLIPWAY_TOKEN"))
                            .orElseThrow(() -> new Failed("give --token-file or set SLIPWAY_TOKEN"));
        }

        /** @param shape name of the answer's schema, empty where none is checked */
        Map<String, Object> call(String method, String path, Object body, String shape) throws Exception {
            String base = options.or("url", Objects.requireNonNullElse(System.getenv("SLIPWAY"), "http://127.0.0.1:8080"));
            HttpRequest request = HttpRequest.newBuilder(URI.create(base.replaceAll("/$", "") + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept-Language", options.or("language", "en"))
                    .header("Content-Type", "application/json")
                    .method(method, body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(Json.write(body)))
                    .build();
            int tries = options.number("tries", 8);
            double pause = 0.5;
            for (int number = 1; ; number++) {
                String why;
                double wait = pause;
                try {
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() < 300) {
                        return shaped(answer.body(), shape);
                    }
                    if (!AGAIN.contains(answer.statusCode()) || number == tries) {
                        throw explained(answer);
                    }
                    why = "status " + answer.statusCode();
                    wait = answer.headers()
                            .firstValue("Retry-After")
                            .filter(value -> value.matches("[0-9]{1,5}"))
                            .map(Double::valueOf)
                            .orElse(pause);
                } catch (IOException broken) {
                    if (number == tries) {
                        throw new Failed(method + " " + path + ": " + broken);
                    }
                    why = broken.toString();
                }
                System.err.println(why + "; the same again in " + wait + " s");
                Thread.sleep((long) (1000 * wait));
                pause = Math.min(2 * pause, 30);
            }
        }

        Map<String, Object> awaitEnd(String job) throws Exception {
            while (true) {
                Map<String, Object> answer = call("GET", "/api/v1/jobs/" + job, null, "job");
                if (OVER.contains(answer.get("state"))) {
                    return answer;
                }
                Thread.sleep(500);
            }
        }

        List<Map<String, Object>> files(String job) throws Exception {
            List<Map<String, Object>> files = new ArrayList<>();
            long pages = 1;
            for (long page = 0; page < pages; page++) {
                Map<String, Object> part = call("GET", "/api/v1/jobs/" + job + "/files?page=" + page, null, "");
                list(part.get("files")).forEach(file -> files.add(map(file)));
                pages = (Long) part.get("pages");
            }
            return files;
        }

        private Map<String, Object> shaped(String text, String shape) throws IOException {
            Object answer = Json.read(text);
            List<String> problems =
                    shape.isEmpty() ? List.of() : new Schema(shape, options.schemas()).problems(answer);
            if (!problems.isEmpty()) {
                throw new Failed("an answer of another shape than " + shape + ".json: " + problems);
            }
            return map(answer);
        }

        /** What the refusal says; a program that goes on decides on code. */
        private Failed explained(HttpResponse<String> answer) throws IOException {
            Map<String, Object> problem;
            try {
                problem = shaped(answer.body(), "problem");
            } catch (IllegalArgumentException broken) {
                return new Failed("status " + answer.statusCode() + ": " + answer.body());
            }
            StringBuilder text = new StringBuilder();
            text.append(answer.statusCode()).append(' ').append(problem.get("code")).append(": ").append(problem.get("title"));
            for (Object one : list(problem.get("errors"))) {
                Map<String, Object> error = map(one);
                text.append("\n  ").append(error.get("pointer")).append("  ").append(error.get("code"));
                text.append(": ").append(error.get("message"));
            }
            Optional.ofNullable(problem.get("hint")).ifPresent(hint -> text.append("\n  ").append(hint));
            return new Failed(text.append("\n  request_id ").append(problem.get("request_id")).toString());
        }
    }

    private static String place(Options options) {
        String area = URLEncoder.encode(options.needed("area"), StandardCharsets.UTF_8);
        return "/api/v1/projects/" + options.needed("project") + "/areas/" + area;
    }

    private static void pull(Options options) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("uuid", options.or("uuid", UUID.randomUUID().toString()));
        body.put("version", options.needed("version"));
        body.put("update_type", options.or("update-type", "hot_server"));
        if (options.has("client-type")) {
            body.put("client_type", (long) options.number("client-type", 0));
        }
        conform("file-pull", body, options);
        Slipway slipway = new Slipway(options);
        Map<String, Object> accepted = slipway.call("POST", place(options) + "/file-pulls", body, "accepted");
        String id = accepted.get("job_id").toString();
        System.out.println(id + "  duplicate " + accepted.get("duplicate"));
        Map<String, Object> job = slipway.awaitEnd(id);
        report(slipway, job);
        if (!"SUCCEEDED".equals(job.get("state"))) {
            throw new Failed("no files");
        }
        List<Object> chosen = new ArrayList<>();
        for (Map<String, Object> file : slipway.files(id)) {
            System.out.printf("%10s  %s  %s%n", file.get("size"), file.get("md5"), file.get("name"));
            chosen.add(new TreeMap<>(Map.of("file_name", file.get("name"), "file_md5", file.get("md5"))));
        }
        if (options.has("out")) {
            body.keySet().removeAll(List.of("update_type", "client_type"));
            body.put("update_file_list", chosen);
            Files.writeString(Path.of(options.needed("out")), Json.write(body) + "\n");
        }
    }

    /** The body is the union of the JSON files: one with the files of a pull, one with the servers or directories. */
    private static void update(Options options) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String file : options.rest) {
            body.putAll(map(Json.read(Path.of(file))));
        }
        conform(body.containsKey("data") ? "hot-update-client" : "hot-update-server", body, options);
        Map<String, Object> accepted =
                new Slipway(options).call("POST", place(options) + "/hot-updates", body, "accepted");
        System.out.println(
                accepted.get("job_id") + "  " + accepted.get("state") + "  duplicate " + accepted.get("duplicate"));
    }

    private static void await(Options options) throws Exception {
        Slipway slipway = new Slipway(options);
        report(slipway, slipway.awaitEnd(options.only()));
    }

    private static void retry(Options options) throws Exception {
        Map<String, Object> job =
                new Slipway(options).call("POST", "/api/v1/jobs/" + options.only() + "/retry", Map.of(), "job");
        System.out.println(job.get("job_id") + "  " + job.get("state") + "  round " + job.get("round"));
    }

    private static void check(Options options) throws IOException {
        boolean good = true;
        for (int i = 0; i + 1 < options.rest.size(); i += 2) {
            Schema schema = new Schema(options.rest.get(i), options.schemas());
            Object read = Json.read(Path.of(options.rest.get(i + 1)));
            List<Object> bodies = read instanceof List<?> ? list(read) : List.of(read);
            for (int number = 0; number < bodies.size(); number++) {
                List<String> problems = schema.problems(bodies.get(number));
                good &= problems.isEmpty();
                String verdict = problems.isEmpty() ? "good" : problems.stream().sorted().findFirst().orElseThrow();
                System.out.println(options.rest.get(i) + " " + number + " " + verdict);
            }
        }
        if (!good) {
            throw new Failed("not all are good");
        }
    }

    private static void conform(String name, Object body, Options options) throws IOException {
        List<String> problems = new Schema(name, options.schemas()).problems(body);
        if (!problems.isEmpty()) {
            throw new Failed("the body does not fit " + name + ".json:\n  " + String.join("\n  ", problems));
        }
    }

    private static void report(Slipway slipway, Map<String, Object> job) throws Exception {
        List<String> steps = new ArrayList<>();
        for (Object value : list(job.get("steps"))) {
            Map<String, Object> step = map(value);
            String counts = map(step.get("counts")).entrySet().stream()
                    .filter(count -> !Long.valueOf(0).equals(count.getValue()))
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "));
            steps.add(step.get("kind") + " " + (counts.isEmpty() ? step.get("state") : counts));
        }
        System.out.println(job.get("job_id") + "  " + job.get("state") + "  round " + job.get("round") + "  "
                + String.join("; ", steps));
        if (List.of("FAILED", "PARTIAL").contains(job.get("state"))) {
            String failed = "/api/v1/jobs/" + job.get("job_id") + "/targets?state=FAILED&limit=100";
            for (Object value : list(slipway.call("GET", failed, null, "").get("targets"))) {
                Map<String, Object> target = map(value);
                Map<String, Object> failure = map(target.get("failure"));
                System.out.println("  " + target.get("step") + " " + target.get("key") + "  " + failure.get("code") + ": "
                        + failure.get("message") + "  " + failure.get("advice"));
            }
        }
    }
}
