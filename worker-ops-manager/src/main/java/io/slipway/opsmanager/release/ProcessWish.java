package io.slipway.opsmanager.release;

import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServiceAction;
import org.jspecify.annotations.Nullable;

/** What has to be done to a process once its files are in place. */
public final class ProcessWish {
    private ProcessWish() {}

    /** Whether anything may have to be done to any process of an order. */
    public static boolean isAny(ReleasedServer server, ProcessesAfter after) {
        return server.running() != null || after != ProcessesAfter.UNTOUCHED;
    }

    /**
     * A restart is asked for also where the process is down: it then only starts, and the leave that was given for it is
     * remembered, so that an order that comes again does not restart what the first attempt started.
     *
     * @param ran whether it ran before; null where nobody looked
     * @return null for nothing
     */
    static @Nullable ServiceAction of(ReleasedServer server, ProcessesAfter after, @Nullable Boolean ran) {
        Boolean wanted = server.running();
        if (wanted == null) {
            wanted = switch (after) {
                case AS_BEFORE -> Boolean.TRUE.equals(ran) ? Boolean.TRUE : null;
                case RUNNING -> Boolean.TRUE;
                case UNTOUCHED -> null;
            };
        }
        return wanted == null ? null : wanted ? ServiceAction.RESTART : ServiceAction.STOP;
    }
}
