package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace;
import io.slipway.opsmanager.supervisor.LogKind;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorTail;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Opens the streams of logs. */
final class LogStreams {
    private final SupervisorTail tail;

    LogStreams(SupervisorTail tail) {
        this.tail = tail;
    }

    /** As {@link SupervisorTail#follow}; fails also where the password cannot be read. */
    CompletableFuture<Integer> open(SupervisorAddress address, LogPlace place, Consumer<byte[]> bytes) {
        try {
            return switch (place.which()) {
                case PROCESS -> tail.followOwn(address, bytes);
                case STDOUT -> tail.follow(address, LogKind.STDOUT, place.process(), bytes);
                case STDERR -> tail.follow(address, LogKind.STDERR, place.process(), bytes);
            };
        } catch (SupervisorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
