package io.slipway.dispatcher.dispatch;

import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.Target;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may say what. The user id of a message is validated by the broker against the connection it came over, so it is the one
 * thing in it that a worker cannot choose; everything else is measured by it. Without the check everybody may say everything.
 */
public final class SenderRules {
    private final boolean check;
    private final Map<String, Set<String>> queuesByUser;

    public SenderRules(SenderProperties properties) {
        this.check = properties.check();
        this.queuesByUser = properties.workers().stream()
                .collect(Collectors.toMap(SenderProperties.Sender::user, sender -> Set.copyOf(sender.queues())));
    }

    /** Whether anything is measured at all. */
    public boolean checks() {
        return check;
    }

    /** Why the user may not speak as that worker; null where it may. */
    public @Nullable String objection(@Nullable String user, @Nullable String workerId) {
        if (!check) {
            return null;
        }
        if (user == null) {
            return "names no user";
        }
        if (!queuesByUser.containsKey(user)) {
            return "is of a user that slipway.senders.workers does not name";
        }
        return workerId != null && workerId.startsWith(user + "#") ? null : "names another worker as its sender";
    }

    /** The same, for a message that also says which queues the worker takes from. */
    public @Nullable String objection(@Nullable String user, @Nullable String workerId, Collection<String> queues) {
        String objection = objection(user, workerId);
        if (objection != null || !check) {
            return objection;
        }
        return queuesOf(user).containsAll(queues) ? null : "names queues that are not the worker's: " + queues;
    }

    /** Why the user may not speak for the current attempt of the target; null where it may. */
    public @Nullable String objection(@Nullable String user, Target target) {
        if (!check) {
            return null;
        }
        String objection = objection(user, user + "#");
        if (objection != null) {
            return objection;
        }
        boolean sent =
                target.route() != null && queuesOf(user).contains(target.route().queue());
        boolean has = target.worker() != null && target.worker().startsWith(user + "#");
        return sent || has ? null : "is about an order that went to another worker's queue";
    }

    /** Whether an answer may go there: only into a worker's own queue, and where it is checked only into the asker's. */
    public boolean answersMayGo(@Nullable String user, String replyTo) {
        return replyTo.startsWith(Topology.workerQueue(check ? user + "#" : ""));
    }

    private Set<String> queuesOf(@Nullable String user) {
        return user == null ? Set.of() : queuesByUser.getOrDefault(user, Set.of());
    }
}
