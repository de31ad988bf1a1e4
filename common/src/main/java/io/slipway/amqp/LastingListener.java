package io.slipway.amqp;

import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;

/** What every consumer of Slipway is set up with: nothing but its own stop ends it. */
public final class LastingListener {
    private static final long RECOVERY_MILLIS = 500;

    private LastingListener() {}

    /**
     * Has the container try again whatever happens to broker and connection, every half second. Queues that are missing are
     * declared by whoever owns them on the next connection. A connection that is reset while it shakes hands looks like a refused
     * login, for which a container would stop for good; a login that is truly refused is told by the log, and may be allowed later.
     */
    public static void prepare(AbstractMessageListenerContainer container) {
        container.setAutoDeclare(false);
        container.setMissingQueuesFatal(false);
        container.setPossibleAuthenticationFailureFatal(false);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        if (container instanceof DirectMessageListenerContainer direct) {
            // Its consumers are looked after from outside, every ten seconds by default.
            direct.setMonitorInterval(RECOVERY_MILLIS);
        }
    }
}
