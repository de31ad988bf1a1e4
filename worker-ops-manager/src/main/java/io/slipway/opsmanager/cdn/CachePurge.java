package io.slipway.opsmanager.cdn;

import io.slipway.file.ParallelFiles;
import io.slipway.job.FailureCode;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a cache that files have changed, as the origin's configuration says. */
final class CachePurge {
    /** The answer is not used; this much is read so that the connection can be used again. */
    private static final long MAX_ANSWER = 64 * 1024;

    private final WebCalls web;
    private final CdnPlace place;
    private final Cancellation cancellation;

    CachePurge(WebCalls web, CdnPlace place, Cancellation cancellation) {
        this.web = web;
        this.place = place;
        this.cancellation = cancellation;
    }

    /**
     * Does nothing where the origin has no {@code purge}.
     *
     * @throws OrderEndedException PURGE_FAILED with the status where it is not 2xx, INSECURE_SECRET or CONFIG for the header
     *     file; unknown where no answer came in time
     */
    void run(List<String> names) throws IOException, InterruptedException {
        CdnOrigin.Purge purge = place.origin().purge();
        if (purge != null) {
            List<URI> urls = place.purgeUrls(names);
            Map<String, String> headers = headers(purge.headerFile());
            List<HttpRequest> requests =
                    urls.stream().map(url -> request(purge, url, headers)).toList();
            ParallelFiles.each(
                    requests.size(), place.origin().checkThreads(), () -> index -> call(purge, requests.get(index)));
        }
    }

    private void call(CdnOrigin.Purge purge, HttpRequest request) throws IOException {
        int status = web.send("purge", FailureCode.PURGE_FAILED, request, purge.limit(), MAX_ANSWER, cancellation)
                .statusCode();
        if (status / 100 != 2) {
            throw OrderEndedException.failed(
                    FailureCode.PURGE_FAILED,
                    purge.method() + " " + WebCalls.shown(request.uri()) + " answered " + status);
        }
    }

    private static HttpRequest request(CdnOrigin.Purge purge, URI url, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url).method(purge.method(), BodyPublishers.noBody());
            headers.forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(purge.headerFile())); // its text may quote the secret
        }
    }

    private static Map<String, String> headers(@Nullable Path file) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (file != null) {
            try {
                for (String line : SecretFile.read(file).reveal().lines().toList()) {
                    int colon = line.indexOf(':');
                    if (colon < 1) {
                        throw unusable(file.toString());
                    }
                    headers.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            } catch (InsecureSecretException e) {
                throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
            }
        }
        return headers;
    }

    private static OrderEndedException unusable(String file) {
        return OrderEndedException.failed(
                FailureCode.CONFIG,
                file + " must hold lines of the form 'Name: value' with names an HTTP client may set");
    }
}
