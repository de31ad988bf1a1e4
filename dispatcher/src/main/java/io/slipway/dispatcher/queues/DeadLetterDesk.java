package io.slipway.dispatcher.queues;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.dispatch.LetterSender;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.dispatcher.store.TargetStore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends dead letters once more. An order is sent only while its attempt is open, which it hardly ever is: the dead letter ended it. What
 * a worker did for an attempt that is over would never be heard of, so its job has to be retried instead.
 */
@Component
class DeadLetterDesk {
    private final DeadLetterStore letters;
    private final TargetStore targets;
    private final LetterSender sender;

    DeadLetterDesk(DeadLetterStore letters, TargetStore targets, LetterSender sender) {
        this.letters = letters;
        this.targets = targets;
        this.sender = sender;
    }

    /** What became of a wish to send letters once more. */
    @Schema(name = "Requeued")
    public record Requeued(List<String> requeued, List<Refused> refused) {}

    /** A letter that stays where it is. */
    @Schema(name = "NotRequeued")
    public record Refused(
            String id,

            @Schema(
                    description =
                            "`attempt_over`: retry `job_id`; `broker_away`: try again later; `gone`: somebody was faster",
                    allowableValues = {"attempt_over", "broker_away", "gone"})
            String code,

            @Schema(description = "What to do, in the language asked for")
            String why,

            @Nullable String jobId) {}

    Requeued requeue(List<DeadLetter> wanted, Caller caller, Language language) {
        List<String> sent = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (DeadLetter letter : wanted) {
            Refused why = send(letter, caller, language);
            if (why == null) {
                sent.add(letter.id());
            } else {
                refused.add(why);
            }
        }
        return new Requeued(sent, refused);
    }

    private @Nullable Refused send(DeadLetter letter, Caller caller, Language language) {
        if (letter.targetId() != null && !open(letter, letter.targetId())) {
            return refused(
                    letter,
                    "attempt_over",
                    language.pick(
                            "该工单已按失败结束,重发不会被采纳;请重试任务 " + letter.jobId(),
                            "This order has ended as failed and would not be heard of; retry job " + letter.jobId()));
        }
        if (!letters.take(letter.id(), caller.name())) {
            return refused(letter, "gone", language.pick("已被他人重发,请刷新", "Sent by somebody else, reload the page"));
        }
        if (!sender.send(letter.queue(), letter.messageId(), Base64.getDecoder().decode(letter.body()))) {
            letters.putBack(letter.id());
            return refused(
                    letter,
                    "broker_away",
                    language.pick("消息队列没有确认,请稍后重试", "The broker did not confirm it, try again later"));
        }
        return null;
    }

    private boolean open(DeadLetter letter, String targetId) {
        return targets.ends(List.of(targetId)).stream()
                .anyMatch(
                        end -> end.attempt() == letter.attempt() && !end.state().terminal());
    }

    private static Refused refused(DeadLetter letter, String code, String why) {
        return new Refused(letter.id(), code, why, letter.jobId());
    }
}
