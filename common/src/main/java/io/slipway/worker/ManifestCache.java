package io.slipway.worker;

import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.ManifestFound;
import io.slipway.contract.Manifest;
import io.slipway.contract.ManifestRequest;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Sha256;
import io.slipway.job.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Manifests by digest: asked for once, checked, and kept while they are in use. */
final class ManifestCache {
    private static final int KEPT = 16;
    private static final int TRIES = 3;

    private final DispatcherLine dispatcher;
    private final Map<String, Manifest> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Manifest> eldest) {
            return size() > KEPT;
        }
    };

    ManifestCache(DispatcherLine dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Holds the lock while it asks, so that 16 slots of one job ask once. */
    synchronized Manifest get(String digest) throws InterruptedException {
        Manifest manifest = known.get(digest);
        if (manifest == null) {
            manifest = fetch(digest);
            known.put(digest, manifest);
        }
        return manifest;
    }

    private Manifest fetch(String digest) throws InterruptedException {
        String lastReason = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                DispatcherReply reply = dispatcher.askPatiently(new ManifestRequest(digest));
                if (reply instanceof ManifestFound found) {
                    return checked(found.json(), digest);
                }
                lastReason = "dispatcher answered " + reply;
            } catch (DispatcherLine.NoAnswerException e) {
                lastReason = String.valueOf(e.getMessage());
            }
        }
        throw OrderEndedException.failed(FailureCode.INTERNAL_ERROR, "manifest " + digest + ": " + lastReason);
    }

    private static Manifest checked(String json, String digest) {
        if (!Sha256.hex(json.getBytes(StandardCharsets.UTF_8)).equals(digest)) {
            throw OrderEndedException.failed(FailureCode.DIGEST_MISMATCH, "manifest differs from its digest " + digest);
        }
        return MessageCodec.decodeManifest(json);
    }
}
