package io.slipway.dispatcher.callback;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.dispatcher.callback.CallbackEndpoints.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a project's CMDB answers: a HEAD of the callback's URL, without a body and without any header of a callback. Any
 * status is an answer; redirects are not followed.
 */
public final class CmdbUrlLook {
    private final CallbackEndpoints endpoints;
    private final Duration limit;
    private final HttpClient http;

    /** @param limit for all of it */
    public CmdbUrlLook(CallbackEndpoints endpoints, Duration limit) {
        this.endpoints = endpoints;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
    }

    public ProbeCell cell(String project) throws InterruptedException {
        Optional<Endpoint> endpoint = endpoints.asStored(project);
        if (endpoint.isEmpty()) {
            return ProbeCell.notApplicable(
                    CheckName.CMDB_URL, "", new Words("项目没有配置回调地址", "The project has no callback URL"));
        }
        URI url = endpoint.get().url();
        String subject = shown(url);
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(limit)
                    .header("User-Agent", "slipway-preflight")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return ProbeCell.go(
                    CheckName.CMDB_URL,
                    subject,
                    new Words("有应答 (HTTP " + status + ")", "Answers (HTTP " + status + ")"));
        } catch (IOException | IllegalArgumentException e) {
            return noGo(project, url, subject, e);
        }
    }

    private static ProbeCell noGo(String project, URI url, String subject, Exception e) {
        String why = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        return ProbeCell.noGo(
                CheckName.CMDB_URL,
                subject,
                new Words("没有应答: " + why, "No answer: " + why),
                new Words(
                        "启动 CMDB; 放行从调度机到 " + url.getAuthority() + " 的连接 (https 时核对证书); 或改正 PUT /api/v1/projects/"
                                + project + " 的 callback.url",
                        "Start the CMDB; let connections through from the dispatcher to " + url.getAuthority()
                                + " (with https look at the certificate); or correct callback.url in PUT /api/v1/projects/"
                                + project));
    }

    /** A query may hold what others must not see. */
    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getPath();
    }
}
