package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.dispatcher.api.BodyMutations.Fuzzed;
import io.slipway.dispatcher.api.WritingRoutes.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Generated bodies at every writing route of an application of its own: what is accepted here must not disturb other tests. */
class FuzzedBodiesTest {
    private static final Logger log = LoggerFactory.getLogger(FuzzedBodiesTest.class);
    private static final int CONNECTIONS = 8;
    /** A trace, a class, or what only an exception says. */
    private static final Pattern INSIDE = Pattern.compile(
            "(io\\.slipway|java|javax|jakarta|org\\.springframework|org\\.apache|tools\\.jackson|com\\.mongodb|org\\.bson)"
                    + "\\.[a-z]+\\.|\\bat [\\w.$]+\\(|[A-Z]\\w+Exception\\b|StackOverflow|\\.java:\\d");
    /** Asks another machine, and says so where that gives nothing. */
    private static final Map<String, Integer> UPSTREAM = Map.of(
            "source_unusable", 502,
            "notice_failed", 502,
            "preflight_unavailable", 503);

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext application;
    private static List<Route> routes;
    private static List<HttpClient> clients;
    private static String base;
    private static String token;

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        Path tokenFile = directory.resolve("token");
        application = DispatcherApplication.application()
                .run(
                        "--server.port=0",
                        "--slipway.mongo.uri=" + MemoryStore.URI,
                        "--slipway.mongo.database=slipway-fuzz",
                        "--slipway.access.first-token-file=" + tokenFile,
                        "--slipway.access.first-password-file=" + directory.resolve("password"),
                        "--slipway.report.listen=false",
                        "--slipway.pages.location=classpath:/none/",
                        "--slipway.http.body-timeout=1s",
                        "--spring.rabbitmq.port=1",
                        "--logging.level.io.slipway.dispatcher.dispatch=error",
                        "--logging.level.org.springframework.amqp=error",
                        "--logging.level.de.bwaldvogel=error");
        base = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
        token = Files.readString(tokenFile).strip();
        routes = WritingRoutes.of(
                application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
        clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build());
        }
        onboard();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void theBodiesThatAreMutatedHaveTheRightShape() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Route route : routes) {
            for (JsonNode body : route.bodies()) {
                HttpResponse<String> answer = send(
                        clients.get(0),
                        new Fuzzed(
                                route, "application/json", "", body.toString().getBytes("UTF-8")));
                // a login with a wrong password is of the right shape
                boolean stranger = answer.statusCode() == 401 && !answer.body().contains("\"bad_credentials\"");
                if (stranger || List.of(400, 405, 415).contains(answer.statusCode())) {
                    wrong.add(route.name() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aSmallPartOfTheBodiesIsAnsweredOrRefusedWithAProblem() throws Exception {
        fuzz(20_261_122, 5_000);
    }

    @Test
    @Tag("slow")
    void aHundredThousandBodiesAreAnsweredOrRefusedWithAProblem() throws Exception {
        fuzz(42, 100_000);
    }

    private void fuzz(long seed, int bodies) throws Exception {
        long begin = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                HttpClient client = clients.get(i);
                BodyMutations mutations = new BodyMutations(seed + i);
                running.add(senders.submit(() -> {
                    for (int n = 0; n < bodies / CONNECTIONS && wrong.size() < 20; n++) {
                        check(client, mutations.next(routes));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            senders.shutdownNow();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        log.info(
                "{} bodies of seed {} in {} s, {} per second: {}",
                bodies,
                seed,
                Math.round(seconds),
                Math.round(bodies / seconds),
                new TreeMap<>(statuses));
        assertThat(wrong).isEmpty();
        assertThat(statuses.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(bodies);
    }

    private void check(HttpClient client, Fuzzed fuzzed) throws InterruptedException {
        try {
            HttpResponse<String> answer = send(client, fuzzed);
            statuses.computeIfAbsent(answer.statusCode(), key -> new LongAdder())
                    .increment();
            String objection = objection(answer);
            if (objection != null) {
                wrong.add(objection + ": " + fuzzed + " -> " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            wrong.add("no answer, " + e + ": " + fuzzed);
        }
    }

    private static @Nullable String objection(HttpResponse<String> answer) {
        if (INSIDE.matcher(answer.body()).find()) {
            return "tells what is inside";
        }
        if (answer.statusCode() < 400) {
            return null;
        }
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return "no problem document";
        }
        try {
            JsonNode problem = ApiTest.JSON.readTree(answer.body());
            String code = problem.path("code").asString("");
            boolean upstream = Integer.valueOf(answer.statusCode()).equals(UPSTREAM.get(code));
            if (answer.statusCode() >= 500 && !upstream) {
                return "5xx";
            }
            return code.isEmpty() || problem.path("status").asInt(0) != answer.statusCode() ? "half a problem" : null;
        } catch (JacksonException e) {
            return "problem that is no JSON";
        }
    }

    private static HttpResponse<String> send(HttpClient client, Fuzzed fuzzed)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base + fuzzed.route().url()))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", fuzzed.type())
                .method(fuzzed.route().method(), BodyPublishers.ofByteArray(fuzzed.body()));
        if (!fuzzed.encoding().isEmpty()) {
            request.header("Content-Encoding", fuzzed.encoding());
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A project whose quota the bodies do not use up. */
    private static void onboard() throws Exception {
        ObjectNode project = (ObjectNode) ApiTest.JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        project.putObject("quota").put("requests_per_minute", 100_000).put("open_jobs", 100_000);
        put("/api/v1/projects/" + WritingRoutes.PROJECT, project.toString());
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            put("/api/v1/queue-mappings/fuzz-" + role, "{\"role\": \"" + role + "\", \"projects\": [\"fuzz\"]}");
        }
    }

    private static void put(String path, String body) throws Exception {
        Route route = new Route("PUT", path, List.of());
        HttpResponse<String> answer =
                send(clients.get(0), new Fuzzed(route, "application/json", "", body.getBytes("UTF-8")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
