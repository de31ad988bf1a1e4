package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Maintenance.Freeze;
import io.slipway.dispatcher.store.MaintenanceStore;
import io.slipway.job.JobKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets no job that changes hosts begin in a freeze or outside the windows, unless someone says why it has to. */
@Component
public class MaintenanceGate {
    private static final Logger log = LoggerFactory.getLogger(MaintenanceGate.class);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MaintenanceStore store;
    private final Clock clock;

    MaintenanceGate(MaintenanceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param overrideReason why it may begin all the same; null where it may not
     * @throws ProblemException {@code frozen} or {@code outside_window}, saying when it opens
     */
    public void admit(String project, JobKind kind, @Nullable String overrideReason) {
        admitAt(clock.instant(), project, kind, overrideReason);
    }

    /** The same question about another moment. */
    public void admitAt(Instant at, String project, JobKind kind, @Nullable String overrideReason) {
        if (!kind.changesHosts()) {
            return;
        }
        OpeningHours hours = new OpeningHours(store.of(project));
        if (hours.open(at)) {
            return;
        }
        if (overrideReason != null) {
            log.warn("a job of {} begins although the project is closed: {}", project, overrideReason);
            return;
        }
        throw refusal(at, project, hours);
    }

    private static ProblemException refusal(Instant at, String project, OpeningHours hours) {
        Optional<Freeze> freeze = hours.freeze(at);
        Optional<Instant> opens = hours.nextOpening(at);
        String zone = hours.zone().getId();
        String whenZh = opens.map(next -> "最早可在 " + text(next, hours.zone()) + "(" + zone + ")开始")
                .orElse("请先解除封网");
        String whenEn = opens.map(next -> "it opens at " + text(next, hours.zone()) + " (" + zone + ")")
                .orElse("the freeze has to be lifted first");
        String whyZh = freeze.map(one -> "项目 " + project + " 封网中(" + one.reason() + ")")
                .orElse("项目 " + project + " 现在不在维护窗口内");
        String whyEn = freeze.map(one -> "Project " + project + " is frozen (" + one.reason() + ")")
                .orElse("Project " + project + " is outside its maintenance windows");
        String parameter = OverrideReason.PARAMETER;
        return new ProblemException(
                freeze.isPresent() ? ProblemCode.FROZEN : ProblemCode.OUTSIDE_WINDOW,
                List.of(),
                new ProblemException.Hint(
                        whyZh + ";" + whenZh + ",或用参数 " + parameter + " 说明理由后强制执行(会记入审计)",
                        whyEn + "; " + whenEn + ", or go ahead with a reason in the parameter " + parameter
                                + " (kept in the audit)"));
    }

    private static String text(Instant at, ZoneId zone) {
        return MINUTES.format(at.atZone(zone));
    }
}
