package io.slipway.cli.command;

import io.slipway.cli.command.Finding.Result;
import java.util.Optional;

/** Looks at the disk the dispatcher works on, which in the standalone form has everything. Other disks: the pre-flight of an area. */
final class DiskCheckup {
    private static final String FREE = "disk_free_bytes{";
    private static final String TOTAL = "disk_total_bytes{";
    private static final double WARNING = 0.15;
    private static final double BROKEN = 0.05;
    private static final double GIB = 1 << 30;

    private final Session session;
    private final Checkup checkup;

    DiskCheckup(Session session, Checkup checkup) {
        this.session = session;
        this.checkup = checkup;
    }

    /** @param figures in the text format of Prometheus */
    void look(String figures) {
        Optional<Double> free = value(figures, FREE);
        Optional<Double> total = value(figures, TOTAL);
        if (free.isEmpty() || total.isEmpty() || total.get() <= 0) {
            checkup.add("disk", Result.NOT_SEEN, session.text("doctor.disk.unknown"));
            return;
        }
        double part = free.get() / total.get();
        String detail = session.text("doctor.disk.free", Math.round(free.get() / GIB), Math.round(part * 100));
        if (part >= WARNING) {
            checkup.add("disk", Result.OK, detail);
        } else {
            checkup.add("disk", part < BROKEN ? Result.BROKEN : Result.WARNING, detail, "doctor.disk.fix");
        }
    }

    private static Optional<Double> value(String figures, String series) {
        return figures.lines()
                .filter(line -> line.startsWith(series))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }
}
