package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.servers.SourceProperties.Source;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Fetches a project's list from the system that keeps it: bounded in bytes and time, and never from another host than the one
 * that is set up, since the token would go there too.
 */
@Component
@EnableConfigurationProperties(SourceProperties.class)
class ServerSource {
    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final String ACCEPT = "application/json, application/yaml;q=0.9, text/csv;q=0.9";

    private final SourceProperties properties;
    private final HttpClient http;

    /** @param type JSON, YAML or CSV */
    record Fetched(MediaType type, byte[] body) {}

    ServerSource(SourceProperties properties) {
        this.properties = properties;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.timeout())
                .build();
    }

    /** @throws ProblemException {@code no_server_source}, or {@code source_unusable} saying why */
    Fetched fetch(String project) {
        Source source = properties.sources().get(project);
        if (source == null) {
            throw new ProblemException(
                    ProblemCode.NO_SERVER_SOURCE,
                    List.of(),
                    new ProblemException.Hint(
                            "请在 dispatcher 配置 slipway.servers.sources." + project + ".url",
                            "Set slipway.servers.sources." + project + ".url in the dispatcher's configuration"));
        }
        long deadline = System.nanoTime() + properties.timeout().toNanos();
        URI url = source.url();
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpResponse<byte[]> answer = get(url, source, deadline);
            if (!REDIRECTS.contains(answer.statusCode())) {
                return list(answer);
            }
            url = next(url, answer);
        }
        throw unusable("重定向过多", "it redirects too often");
    }

    private HttpResponse<byte[]> get(URI url, Source source, long deadline) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(left).header(HttpHeaders.ACCEPT, ACCEPT);
        if (source.tokenFile() != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token(source.tokenFile()));
        }
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request.build(), head -> new BoundedBytes(properties.maxBody().toBytes()));
        try {
            return answer.get(left.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw late();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw late();
        } catch (ExecutionException e) {
            throw failed(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private ProblemException failed(Throwable cause) {
        if (cause instanceof BoundedBytes.TooLargeException) {
            return unusable(
                    "内容超过 " + properties.maxBody().toBytes() + " 字节",
                    "the list has more than " + properties.maxBody().toBytes() + " bytes");
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return late();
        }
        String kind = cause.getClass().getSimpleName();
        return unusable("连接失败 (" + kind + ")", "it cannot be reached (" + kind + ")");
    }

    private ProblemException late() {
        long seconds = properties.timeout().toSeconds();
        return unusable(seconds + " 秒内没有答复完", "no whole answer within " + seconds + " s");
    }

    private static String token(String file) {
        try {
            return SecretFile.read(Path.of(file)).reveal().strip();
        } catch (InsecureSecretException e) {
            throw unusable("令牌文件无法使用: " + e.getMessage(), "the token file cannot be used: " + e.getMessage());
        }
    }

    private static URI next(URI from, HttpResponse<?> answer) {
        String location = answer.headers().firstValue(HttpHeaders.LOCATION).orElse("");
        try {
            URI to = from.resolve(location);
            if (Objects.equals(to.getScheme(), from.getScheme())
                    && Objects.equals(to.getAuthority(), from.getAuthority())
                    && !location.isEmpty()) {
                return to;
            }
        } catch (IllegalArgumentException unreadable) {
            // no address: as one of another host
        }
        throw unusable("重定向到了另一台主机,不跟随", "it redirects to another host, which is not followed");
    }

    private static Fetched list(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw unusable("答复状态为 " + answer.statusCode(), "it answers with status " + answer.statusCode());
        }
        try {
            MediaType type = MediaType.parseMediaType(
                    answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(""));
            if (Set.of("json", "yaml", "csv").contains(type.getSubtype())) {
                return new Fetched(type, answer.body());
            }
        } catch (InvalidMediaTypeException unknown) {
            // said below
        }
        throw unusable(
                "答复的 Content-Type 须为 application/json、application/yaml 或 text/csv",
                "its Content-Type has to be application/json, application/yaml or text/csv");
    }

    private static ProblemException unusable(String zh, String en) {
        return new ProblemException(
                ProblemCode.SOURCE_UNUSABLE,
                List.of(),
                new ProblemException.Hint("游戏服来源" + zh + ";没有任何修改", "The source: " + en + "; nothing was changed"));
    }
}
