package io.slipway.cli.remote;

import io.slipway.cli.language.Language;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The dispatcher's HTTP API. Each call answers with the body of a 2xx, or throws {@link RefusedException} or {@link NoAnswerException}. */
public final class Dispatcher {
    private static final String JSON = "application/json";

    private final HttpClient http;
    private final URI base;
    private final String token;
    private final Language language;
    private final Patience patience;
    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;

    /**
     * @param base with no path of its own, or with the one a proxy adds
     * @param token never shown and never logged
     */
    public Dispatcher(URI base, String token, Language language, Patience patience, Clock clock) {
        this.base = base;
        this.token = token;
        this.language = language;
        this.patience = patience;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NEVER) // the token would go along
                .build();
    }

    /** One segment of a path, encoded. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Patience patience() {
        return patience;
    }

    /** The time of the dispatcher, whose clock wrote the times in its answers. */
    public Instant now() {
        return clock.instant().plus(ahead);
    }

    /** How far the dispatcher's clock is ahead of ours by its last answer; zero within a second. */
    public Duration ahead() {
        return ahead;
    }

    public JsonNode get(String path) {
        return Documents.readJson(getText(path, JSON));
    }

    /** The answer of a health address: its body says what is wrong, so 503 is an answer like 200. */
    public JsonNode health(String path) {
        HttpResponse<String> answer =
                exchange(request(path).header("Accept", JSON).GET().build(), false);
        if (answer.statusCode() == 200 || answer.statusCode() == 503) {
            try {
                return Documents.readJson(answer.body());
            } catch (JacksonException e) {
                throw refusal(answer); // the page of a proxy in between
            }
        }
        throw refusal(answer);
    }

    public String getText(String path, String accept) {
        return once(request(path).header("Accept", accept).GET().build(), false);
    }

    /** A request that a repetition does not change: same uuid, same job. It is sent again where the answer did not come. */
    public JsonNode submit(String path, JsonNode body) {
        boolean maybeDone = false;
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == patience.pauses().size();
            try {
                return send("POST", path, JSON, Documents.bytes(body));
            } catch (NoAnswerException e) {
                maybeDone |= e.maybeDone();
                if (last) {
                    throw new NoAnswerException(String.valueOf(e.getMessage()), maybeDone);
                }
            } catch (RefusedException e) {
                if (!isAway(e.problem())) {
                    throw e;
                }
                maybeDone = true; // 503: whether the request was stored is not known
                if (last) {
                    throw new NoAnswerException(String.valueOf(e.getMessage()), true);
                }
            }
            pause(patience.pauses().get(attempt));
        }
    }

    /** A request that is sent once. */
    public JsonNode send(String method, String path, String contentType, byte[] body) {
        String answer = once(
                request(path)
                        .header("Accept", JSON)
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                true);
        return answer.isBlank() ? Documents.object() : Documents.readJson(answer);
    }

    /** A POST without a body. */
    public JsonNode act(String path) {
        return send("POST", path, JSON, new byte[0]);
    }

    /** A POST that is sent once; without a body where that is null. */
    public JsonNode act(String path, @Nullable JsonNode body) {
        return body == null ? act(path) : send("POST", path, JSON, Documents.bytes(body));
    }

    /** Opens the live stream of a job. */
    public EventStream events(String jobId) {
        return stream("/api/v1/jobs/" + segment(jobId) + "/events");
    }

    /** Opens a live stream. */
    public EventStream stream(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .headers("Authorization", "Bearer " + token, "Accept", "text/event-stream", "Accept-Language", tag())
                .build();
        return EventStream.open(http, request);
    }

    private static boolean isAway(Problem problem) {
        return problem.status() >= 502 && problem.status() <= 504;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(patience.request())
                .headers("Authorization", "Bearer " + token, "Accept-Language", tag());
    }

    private String tag() {
        return language.tag();
    }

    private URI uri(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    private String once(HttpRequest request, boolean changes) {
        HttpResponse<String> answer = exchange(request, changes);
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer);
        }
        return answer.body();
    }

    private static RefusedException refusal(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("X-Request-Id").orElse("");
        return new RefusedException(Problem.of(answer.statusCode(), answer.body(), id));
    }

    private HttpResponse<String> exchange(HttpRequest request, boolean changes) {
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NoAnswerException(words(e), false);
        } catch (HttpTimeoutException e) {
            throw new NoAnswerException("no answer within " + patience.request().toSeconds() + " s", changes);
        } catch (IOException e) {
            throw new NoAnswerException(words(e), changes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted", changes);
        }
        keepTime(answer.headers().firstValue("Date").orElse(null));
        return answer;
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private void keepTime(@Nullable String date) {
        if (date == null) {
            return;
        }
        try {
            Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            Duration difference = Duration.between(clock.instant(), there);
            ahead = difference.abs().toSeconds() > 1 ? difference : Duration.ZERO; // the header has whole seconds
        } catch (DateTimeParseException unreadable) {
            ahead = Duration.ZERO;
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted", true);
        }
    }
}
