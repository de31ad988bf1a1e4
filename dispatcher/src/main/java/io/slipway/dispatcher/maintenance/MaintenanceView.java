package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.maintenance.MaintenanceBody.FreezeBody;
import io.slipway.dispatcher.maintenance.MaintenanceBody.WindowBody;
import io.slipway.dispatcher.store.Maintenance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calendar of a project; times in its own zone. */
@Schema(name = "Maintenance")
public record MaintenanceView(
        String project,
        String zone,
        List<WindowBody> windows,
        List<FreezeBody> freezes,
        long revision,

        @Schema(description = "Whether a job that changes hosts may begin now")
        boolean open,

        @Schema(description = "When it may next; null where it may now, or not before a freeze is lifted") @Nullable
        String opensAt) {

    static MaintenanceView of(Maintenance stored, Instant now) {
        OpeningHours hours = new OpeningHours(stored);
        boolean open = hours.open(now);
        return new MaintenanceView(
                stored.project(),
                stored.zone(),
                stored.windows().stream()
                        .map(window -> new WindowBody(window.days(), window.from(), window.to()))
                        .toList(),
                stored.freezes().stream()
                        .map(freeze -> new FreezeBody(
                                text(freeze.from(), hours.zone()),
                                freeze.until() == null ? null : text(freeze.until(), hours.zone()),
                                freeze.reason()))
                        .toList(),
                stored.revision(),
                open,
                open
                        ? null
                        : hours.nextOpening(now)
                                .map(at -> text(at, hours.zone()))
                                .orElse(null));
    }

    private static String text(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone).toOffsetDateTime());
    }
}
