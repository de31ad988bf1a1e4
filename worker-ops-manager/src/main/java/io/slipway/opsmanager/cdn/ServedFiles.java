package io.slipway.opsmanager.cdn;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.file.ParallelFiles;
import io.slipway.job.FailureCode;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Fetches every file of an update through the web server and compares it: what counts is what players get. */
final class ServedFiles {
    private static final int OK = 200;

    private final WebCalls web;
    private final CdnPlace place;
    private final OrderHeader header;
    private final Cancellation cancellation;

    ServedFiles(WebCalls web, CdnPlace place, OrderHeader header, Cancellation cancellation) {
        this.web = web;
        this.place = place;
        this.header = header;
        this.cancellation = cancellation;
    }

    /**
     * Does nothing where the origin has no {@code check-url}.
     *
     * @throws OrderEndedException CDN_MISMATCH naming the first file that differs; unknown where no answer came in time
     */
    void check(List<ManifestFile> files) throws IOException, InterruptedException {
        if (place.origin().checkUrl() != null) {
            ParallelFiles.each(files.size(), place.origin().checkThreads(), () -> index -> check(files.get(index)));
        }
    }

    private void check(ManifestFile file) throws IOException {
        URI url = Objects.requireNonNull(place.checkUrl(file.name()));
        HttpResponse<BodyDigest.Seen> answer = web.send(
                "check", FailureCode.UNREACHABLE, request(url), place.origin().checkLimit(), file.size(), cancellation);
        BodyDigest.Seen seen = answer.body();
        if (answer.statusCode() != OK) {
            throw mismatch(url, "answered " + answer.statusCode());
        }
        if (!seen.whole() || seen.bytes() != file.size()) {
            throw mismatch(
                    url,
                    "has " + (seen.whole() ? "" : "at least ") + seen.bytes() + " bytes instead of " + file.size());
        }
        if (!seen.sha256().equals(file.sha256().toLowerCase(Locale.ROOT))) {
            throw mismatch(url, "has SHA-256 " + seen.sha256() + " instead of " + file.sha256());
        }
    }

    private HttpRequest request(URI url) {
        CdnOrigin.Fresh fresh = place.origin().checkFresh();
        String mark = "slipway=" + header.jobSeq() + "-" + header.attempt();
        URI asked =
                fresh == CdnOrigin.Fresh.QUERY ? URI.create(url + (url.getRawQuery() == null ? "?" : "&") + mark) : url;
        HttpRequest.Builder request = HttpRequest.newBuilder(asked).GET().header("Accept-Encoding", "identity");
        if (fresh == CdnOrigin.Fresh.HEADER) {
            request.header("Cache-Control", "no-cache");
        }
        return request.build();
    }

    private static OrderEndedException mismatch(URI url, String what) {
        return OrderEndedException.failed(FailureCode.CDN_MISMATCH, WebCalls.shown(url) + " " + what);
    }
}
