package io.slipway.opsmanager.silence;

import io.slipway.opsmanager.web.WebClient;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls of silences, with the credentials of the settings. */
final class SilenceCalls {
    static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 200;

    private final SilenceAccess access;
    private final WebClient web;

    SilenceCalls(SilenceAccess access, Duration connect) {
        this.access = access;
        this.web = new WebClient(connect);
    }

    /** @return the text of a 2xx answer */
    String post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    void delete(String path) throws IOException, InterruptedException {
        send(path, request(path).DELETE());
    }

    private String send(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        WebClient.Reply reply = web.send(request.build(), access.limit());
        if (!reply.ok()) {
            String text = reply.text().strip();
            String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
            throw new IOException(access.url().getAuthority() + path + " answered " + reply.status() + " " + shown);
        }
        return reply.text();
    }

    private HttpRequest.Builder request(String path) throws IOException {
        String base = access.url().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path));
        Path file = access.headerFile();
        if (file != null) {
            addHeaders(request, file);
        }
        return request;
    }

    private static void addHeaders(HttpRequest.Builder request, Path file) throws IOException {
        try {
            for (String line : SecretFile.read(file).reveal().lines().toList()) {
                int colon = line.indexOf(':');
                if (colon < 1) {
                    throw unusable(file, null);
                }
                request.setHeader(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        } catch (InsecureSecretException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw unusable(file, null); // its text may quote the secret
        }
    }

    private static IOException unusable(Path file, @Nullable Throwable cause) {
        return new IOException(
                file + " must hold lines of the form 'Name: value' with names an HTTP client may set", cause);
    }
}
