package io.slipway.dispatcher.queues;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Reason;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.queues.DeadLetterDesk.Requeued;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queues and their dead letters. */
@RestController
@RequestMapping("/api/v1/queues")
@Tag(name = "workers", description = "Workers, queues and dead letters")
class QueueController {
    private static final int MAX_LIMIT = 500;

    private final QueueLook look;
    private final DeadLetterStore letters;
    private final DeadLetterDesk desk;

    QueueController(QueueLook look, DeadLetterStore letters, DeadLetterDesk desk) {
        this.look = look;
        this.letters = letters;
        this.desk = desk;
    }

    /** Sorted by name. */
    public record QueueList(List<QueueView> queues) {}

    /** The last one first. */
    public record DeadLetterList(List<DeadLetterView> deadLetters) {}

    /** Asks for dead letters to be sent once more. */
    @Schema(name = "RequeueRequest")
    public record RequeueBody(
            @Schema(description = "Absent: all of the queue, at most 500") @Nullable
            List<String> ids,

            @Schema(description = "4 to 200 characters; kept in the audit", example = "ops-manager 已升级")
            String reason) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(
            summary = "The queues of the caller's projects",
            description = "As the broker says it, at most two seconds old; `oldest_seconds` comes from the store.")
    QueueList list(Caller caller) {
        return new QueueList(look.of(caller));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{queue}/dead-letters")
    @Operation(
            summary = "Messages of a queue that nobody could use",
            description = "Kept for 30 days. A dead order has ended its target as failed, `dead_letter`.")
    DeadLetterList deadLetters(
            @PathVariable String queue,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            Caller caller) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        look.mustSee(queue, caller);
        return new DeadLetterList(letters.of(queue, null, MAX_LIMIT).stream()
                .filter(letter -> QueueLook.sees(caller, letter))
                .limit(limit)
                .map(DeadLetterView::of)
                .toList());
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/{queue}/dead-letters/requeue")
    @Operation(
            summary = "Send dead letters once more",
            description =
                    "Same bytes, same queue. An order whose attempt is over is not sent, since nothing would come of it: `refused`"
                            + " names the job to retry.")
    Requeued requeue(
            @PathVariable String queue, @RequestBody RequeueBody body, Caller caller, HttpServletRequest request) {
        look.mustSee(queue, caller);
        check(body);
        RequestMarks.note(request, body.reason());
        List<DeadLetter> wanted = letters.of(queue, body.ids(), MAX_LIMIT).stream()
                .filter(letter -> QueueLook.sees(caller, letter))
                .toList();
        if (body.ids() != null && wanted.size() < body.ids().stream().distinct().count()) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.UNKNOWN_DEAD_LETTER, "/ids", "有的死信已不在,请刷新后重试", "Some are not here any more, reload"));
        }
        return desk.requeue(wanted, caller, Language.of(request));
    }

    private static void check(RequeueBody body) {
        FieldProblems problems = new FieldProblems();
        Reason.check(body.reason(), "/reason", problems);
        if (body.ids() != null) {
            problems.require(!body.ids().isEmpty(), ProblemCode.TOO_FEW, "/ids");
            problems.atMost(MAX_LIMIT, body.ids().size(), "/ids");
        }
        problems.refuseIfAny();
    }
}
