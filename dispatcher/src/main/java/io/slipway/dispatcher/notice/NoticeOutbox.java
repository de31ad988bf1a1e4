package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.Notice.State;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.dispatcher.store.NoticeEvent;
import io.slipway.dispatcher.store.NoticeStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Writes notices down, one for each channel of the project that wants the event. Done again after a crash it changes nothing. */
final class NoticeOutbox {
    private final ProjectStore projects;
    private final NoticeStore store;
    private final @Nullable String dashboard;
    private final Clock clock;

    /** @param dashboard address of the dashboard without a slash at its end; null where it is not set */
    NoticeOutbox(ProjectStore projects, NoticeStore store, @Nullable String dashboard, Clock clock) {
        this.projects = projects;
        this.store = store;
        this.dashboard = dashboard;
        this.clock = clock;
    }

    /**
     * @param what happened, unique in the installation and the same when it is told again
     * @param message by language; asked only where somebody wants to know
     */
    void tell(String project, NoticeEvent event, String what, BiFunction<Project, Language, NoticeMessage> message) {
        Project found = projects.find(project).orElse(null);
        if (found == null) {
            return;
        }
        List<Notice> notices = new ArrayList<>();
        for (NoticeChannel channel : found.noticeList()) {
            if (channel.events().contains(event.wire())) {
                notices.add(notice(found, channel, event, what, message.apply(found, language(channel))));
            }
        }
        store.insertMissing(notices);
    }

    /** One that is sent at once and not kept. */
    Notice loose(Project project, NoticeChannel channel, NoticeMessage message) {
        return notice(project, channel, NoticeEvent.TEST, "test", message);
    }

    static Language language(NoticeChannel channel) {
        return "en".equals(channel.language()) ? Language.EN : Language.ZH;
    }

    private Notice notice(
            Project project, NoticeChannel channel, NoticeEvent event, String what, NoticeMessage message) {
        Instant now = clock.instant();
        return new Notice(
                what + ":" + event.wire() + ":" + project.code() + ":" + channel.name(),
                project.code(),
                channel.name(),
                event,
                message.jobId(),
                message.title(),
                message.text(),
                dashboard == null ? null : dashboard + message.path(),
                State.WAITING,
                0,
                now,
                now,
                null,
                List.of());
    }
}
