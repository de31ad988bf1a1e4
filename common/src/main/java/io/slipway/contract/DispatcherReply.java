package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to a {@link WorkerRequest}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DispatcherReply.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = DispatcherReply.ManifestFound.class, name = "manifest_found"),
    @JsonSubTypes.Type(value = DispatcherReply.CommandDecision.class, name = "command_decision"),
    @JsonSubTypes.Type(value = DispatcherReply.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = DispatcherReply.WatchList.class, name = "watch_list"),
    @JsonSubTypes.Type(value = DispatcherReply.WatchUnchanged.class, name = "watch_unchanged")
})
public sealed interface DispatcherReply {
    /** The worker may take orders, but none of these jobs. */
    record Welcome(List<String> cancelledJobs) implements DispatcherReply {}

    /** @param json the manifest's exact JSON bytes as text; their SHA-256 is the asked one */
    record ManifestFound(String json) implements DispatcherReply {}

    /** @param result set for {@link Decision#ALREADY_DONE} */
    record CommandDecision(Decision decision, @Nullable CommandResult result) implements DispatcherReply {}

    /** The question cannot be answered. */
    record Refused(String reason) implements DispatcherReply {}

    /** @param revision says what the list holds: the same hosts have the same one, whichever dispatcher answers */
    record WatchList(String revision, List<WatchedHost> hosts) implements DispatcherReply {}

    /** The list the worker has is still right. */
    record WatchUnchanged() implements DispatcherReply {}

    /** What the journal says about a command. */
    enum Decision {
        /** Run it; STARTED is stored. */
        GRANTED,
        /** It ran to its end before; use that result. */
        ALREADY_DONE,
        /** It was started before and nobody knows how it ended: do not run it. */
        STARTED_BEFORE,
        /** The attempt is not the current one any more: stop. */
        STALE
    }
}
