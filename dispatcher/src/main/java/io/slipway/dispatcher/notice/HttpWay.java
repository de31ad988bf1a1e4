package io.slipway.dispatcher.notice;

import com.standardwebhooks.Webhook;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chat robots and webhooks: a POST to the URL of the project's configuration. Redirects are not followed. A robot says in its answer's body
 * whether it took the notice; of a webhook the status alone counts.
 */
final class HttpWay implements NoticeWay {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ANSWER = 4096;

    private final HttpClient http;
    private final Clock clock;
    private final Duration timeout;

    HttpWay(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public void send(NoticeChannel channel, Notice notice) throws NotTakenException, InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request(channel, notice), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(MOST_ANSWER), StandardCharsets.UTF_8);
                if (answer.statusCode() < 200 || answer.statusCode() > 299) {
                    throw new NotTakenException("HTTP " + answer.statusCode());
                }
                if (!channel.type().equals("webhook")) {
                    refuseError(text);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NotTakenException(e.getClass().getSimpleName() + ": " + said(e));
        }
    }

    private HttpRequest request(NoticeChannel channel, Notice notice) throws NotTakenException {
        String secret = secret(channel);
        Instant now = clock.instant();
        URI url = URI.create(String.valueOf(channel.url()));
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "slipway-notice");
        String body =
                switch (channel.type()) {
                    case "dingtalk" -> {
                        url = NoticeBodies.dingTalkUrl(channel, secret, now.toEpochMilli());
                        yield NoticeBodies.dingTalk(notice);
                    }
                    case "wecom" -> NoticeBodies.weCom(notice);
                    case "feishu" -> NoticeBodies.feishu(notice, secret, now.getEpochSecond());
                    default -> {
                        String json = NoticeBodies.webhook(notice);
                        sign(request, notice, secret, now, json);
                        yield json;
                    }
                };
        return request.uri(url)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    /** As callbacks are: Standard Webhooks. */
    private static void sign(HttpRequest.Builder request, Notice notice, String secret, Instant now, String body)
            throws NotTakenException {
        request.header("webhook-id", notice.id()).header("webhook-timestamp", Long.toString(now.getEpochSecond()));
        if (!secret.isEmpty()) {
            try {
                String signature = new Webhook(secret).sign(notice.id(), now.getEpochSecond(), body);
                request.header("webhook-signature", signature);
            } catch (Exception e) { // the library says it in several ways
                throw new NotTakenException("the secret is not whsec_ and Base64");
            }
        }
    }

    private static String secret(NoticeChannel channel) throws NotTakenException {
        if (channel.secretFile() == null) {
            return "";
        }
        try {
            return SecretFile.read(Path.of(channel.secretFile())).reveal().strip();
        } catch (InsecureSecretException e) {
            throw new NotTakenException(said(e));
        }
    }

    /** DingTalk and WeCom say {@code errcode}, Feishu {@code code} or {@code StatusCode}; 0 is well. */
    private static void refuseError(String answer) throws NotTakenException {
        JsonNode body;
        try {
            body = JSON.readTree(answer);
        } catch (JacksonException e) {
            throw new NotTakenException("the answer is not that of a robot");
        }
        for (String field : new String[] {"errcode", "code", "StatusCode"}) {
            if (body != null && body.has(field)) {
                if (body.get(field).asInt(-1) != 0) {
                    String words = body.path("errmsg").asString(body.path("msg").asString(""));
                    throw new NotTakenException(
                            field + " " + PlainText.of(body.get(field).asString("?")) + " " + PlainText.of(words));
                }
                return;
            }
        }
        throw new NotTakenException("the answer is not that of a robot");
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? "" : PlainText.of(e.getMessage());
    }
}
