package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.notice.NoticeWay.NotTakenException;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.dispatcher.store.NoticeStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people of a project were told. */
@RestController
@RequestMapping("/api/v1/projects/{project}/notices")
@Tag(name = "notices", description = "Chat robots, e-mail and webhooks that people are told by")
class NoticeController {
    private static final int MAX_LIMIT = 500;

    private final ProjectStore projects;
    private final NoticeStore store;
    private final NoticeOutbox outbox;
    private final NoticeWriter writer;
    private final NoticeWays ways;

    NoticeController(
            ProjectStore projects, NoticeStore store, NoticeOutbox outbox, NoticeWriter writer, NoticeWays ways) {
        this.projects = projects;
        this.store = store;
        this.outbox = outbox;
        this.writer = writer;
        this.ways = ways;
    }

    /** Newest first. */
    public record NoticeLog(List<NoticeView> notices) {}

    /** What people were told, or are to be. */
    @Schema(name = "Notice")
    public record NoticeView(
            String id,
            @Schema(description = "Name of the channel") String channel,

            @Schema(example = "job_failed") String event,

            @Nullable String jobId,
            String title,
            String text,
            @Nullable String link,
            Notice.State state,
            int tries,
            @Nullable Instant nextTryAt,
            Instant createdAt,
            @Nullable Instant sentAt,

            @Schema(description = "The last 10, oldest first")
            List<Notice.Try> attempts) {
        static NoticeView of(Notice notice) {
            return new NoticeView(
                    notice.id(),
                    notice.channel(),
                    notice.event().wire(),
                    notice.jobId(),
                    notice.title(),
                    notice.text(),
                    notice.link(),
                    notice.state(),
                    notice.tries(),
                    notice.nextTryAt(),
                    notice.createdAt(),
                    notice.sentAt(),
                    notice.attempts());
        }
    }

    /** A test notice that was taken. */
    @Schema(name = "NoticeTest")
    public record Tested(boolean delivered) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/log")
    @Operation(summary = "What people of the project were told, newest first", description = "Of the last 30 days.")
    NoticeLog log(
            @PathVariable String project,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            Caller caller) {
        find(project, caller);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        return new NoticeLog(
                store.of(project, limit).stream().map(NoticeView::of).toList());
    }

    @Allowed(AccessRole.ADMIN)
    @PostMapping("/{name}/test")
    @Operation(
            summary = "Send a test notice",
            description = "Once and at once. 502 `notice_failed` with what the other side said.")
    Tested test(@PathVariable String project, @PathVariable String name, Caller caller) throws InterruptedException {
        Project found = find(project, caller);
        NoticeChannel channel = found.noticeList().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_NOTICE));
        Notice notice =
                outbox.loose(found, channel, writer.ofTest(found, caller.name(), NoticeOutbox.language(channel)));
        try {
            ways.of(channel).send(channel, notice);
            return new Tested(true);
        } catch (NotTakenException e) {
            throw new ProblemException(
                    ProblemCode.NOTICE_FAILED,
                    List.of(),
                    new ProblemException.Hint(
                            "对方应答: " + e.getMessage() + ";请核对项目配置 notices 中的地址与密钥,以及从调度机到对方的网络",
                            "The other side said: " + e.getMessage()
                                    + "; look at address and secret in notices of the project, and at the network"));
        }
    }

    private Project find(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        return projects.find(project).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
    }
}
