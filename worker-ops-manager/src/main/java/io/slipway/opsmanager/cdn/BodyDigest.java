package io.slipway.opsmanager.cdn;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Digests the body of an answer as it comes, keeps none of it, and stops reading where it is longer than it may be. */
final class BodyDigest implements BodySubscriber<BodyDigest.Seen> {
    private final long maxBytes;
    private final MessageDigest sha256;
    private final CompletableFuture<Seen> seen = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long bytes;

    /**
     * @param bytes read, at most one piece more than allowed
     * @param sha256 64 lower-case hex digits of what was read
     * @param whole false where reading was given up
     */
    record Seen(long bytes, String sha256, boolean whole) {}

    BodyDigest(long maxBytes) {
        this.maxBytes = maxBytes;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public CompletionStage<Seen> getBody() {
        return seen;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        started.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            bytes += piece.remaining();
            sha256.update(piece);
        }
        Flow.Subscription source = subscription;
        if (source == null) {
            return;
        }
        if (bytes > maxBytes) {
            source.cancel();
            end(false);
        } else {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        seen.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end(true);
    }

    private void end(boolean whole) {
        seen.complete(new Seen(bytes, HexFormat.of().formatHex(sha256.digest()), whole));
    }
}
