package io.slipway.dispatcher.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Messages of workers that were dropped because their sender may not say that. One entry per user and minute, with the number
 * since the last one: who can forge a thousand a second must not be able to drown the audit in them.
 */
@Component
public class ForgedMessages {
    /** The code of such entries. */
    public static final String CODE = "forged_status";

    private static final Logger log = LoggerFactory.getLogger(ForgedMessages.class);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int MAX_TEXT = 512;
    private static final int FORBIDDEN = 403;
    private static final String NOBODY = "-";

    private final AuditChain chain;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Told> toldByUser = new ConcurrentHashMap<>();

    private record Told(Instant at, long since) {}

    ForgedMessages(AuditChain chain, Clock clock) {
        this.chain = chain;
        this.clock = clock;
    }

    /** Dropped since the start. */
    public long count() {
        return count.get();
    }

    /**
     * @param user validated by the broker; null where the message named none
     * @param queue it came in by
     * @param what it is, and why it was dropped
     * @param jobId it wanted to change; null where it names none
     */
    public void dropped(@Nullable String user, String queue, String what, @Nullable String jobId) {
        count.incrementAndGet();
        String who = user == null ? NOBODY : user;
        Instant now = clock.instant();
        Told told = toldByUser.compute(who, (name, last) -> next(last, now));
        if (told == null || told.since() > 0) {
            return;
        }
        tell(who, queue, what, jobId, now);
    }

    /** With {@code since} 0 where an entry is due. */
    private static Told next(@Nullable Told last, Instant now) {
        return last == null || !now.isBefore(last.at().plus(BETWEEN))
                ? new Told(now, 0)
                : new Told(last.at(), last.since() + 1);
    }

    private void tell(String who, String queue, String what, @Nullable String jobId, Instant now) {
        String text = what.length() <= MAX_TEXT ? what : what.substring(0, MAX_TEXT);
        log.error("forged message dropped on {}: user {}, {}, {} since the start", queue, who, text, count);
        AuditFacts facts = new AuditFacts(
                now,
                UUID.randomUUID().toString(),
                who,
                NOBODY,
                "AMQP",
                "/" + queue,
                FORBIDDEN,
                CODE,
                null,
                jobId,
                text + " (" + count + " dropped since the start)",
                null,
                null);
        try {
            chain.add(facts);
        } catch (RuntimeException e) { // it is dropped in any case, and the log has it
            log.error("not in the audit", e);
        }
    }
}
