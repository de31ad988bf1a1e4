package io.slipway.cli.watch;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Size;
import io.slipway.cli.language.Texts;
import io.slipway.cli.watch.JobLine.StepLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The live picture as lines: who, the rail of steps, the counts, the map, the last failures. Fits the terminal whatever its size. */
final class Frame {
    private static final int BAR = 24;
    private static final int FAILURES = 3;
    private static final int FAILURE_ROWS = 2;
    private static final List<Look> COUNTED = List.of(
            Look.SUCCEEDED,
            Look.FAILED,
            Look.UNKNOWN,
            Look.RUNNING,
            Look.QUEUED,
            Look.PENDING,
            Look.HELD,
            Look.CANCELLED,
            Look.SKIPPED);

    private final Texts texts;
    private final TileMap map;
    private final WaveRows waves;

    Frame(Texts texts) {
        this.texts = texts;
        this.map = new TileMap(texts);
        this.waves = new WaveRows(texts);
    }

    /** @param size of the terminal; one row stays free for the cursor */
    List<Line> lines(JobPicture picture, Size size, Instant now) {
        JobLine job = picture.job();
        if (job == null) {
            return List.of(new Line().add(texts.of("watch.opening")));
        }
        List<Line> head = new ArrayList<>(List.of(title(job), rail(job, picture)));
        StepLine focus = job.focus();
        if (focus != null) {
            head.add(counts(focus, picture));
            head.add(bar(job, focus, picture, now));
        }
        List<Line> tail = tail(job, picture);
        int rows = Math.max(3, size.rows() - 1);
        int free = rows - head.size() - tail.size();
        List<Line> all = new ArrayList<>(head);
        if (!picture.waves().isEmpty()) {
            all.addAll(waves.lines(picture, size.columns(), free));
        } else if (focus != null) {
            all.addAll(map.lines(picture.tiles(focus.kind()), size.columns(), free));
        }
        all.addAll(tail);
        return all.subList(0, Math.min(rows, all.size()));
    }

    private Line title(JobLine job) {
        Look look = Look.of(job.state());
        return new Line()
                .add(Colour.BOLD, texts.word("kind", job.kind()))
                .add(" " + job.id() + "  " + job.project() + "/" + job.area() + "(" + job.areaCode() + ")  "
                        + job.version() + "  ")
                .add(job.round() > 1 ? texts.of("watch.round", job.round()) + "  " : "")
                .add(look.colour(), look.sign() + " " + texts.word("state", job.state()));
    }

    private Line rail(JobLine job, JobPicture picture) {
        Line rail = new Line();
        for (StepLine step : job.steps()) {
            Look look = Look.of(step.state());
            int done = picture.counts(step.kind()).getOrDefault(Look.SUCCEEDED, 0);
            rail.add(rail.width() == 0 ? "" : " -- ")
                    .add(look.colour(), look.sign() + " " + texts.word("step", step.kind()) + " ")
                    .add(done + "/" + step.targets());
        }
        return rail;
    }

    private Line counts(StepLine focus, JobPicture picture) {
        Map<Look, Integer> counts = picture.counts(focus.kind());
        Line line = new Line();
        for (Look look : COUNTED) {
            int count = counts.getOrDefault(look, 0);
            if (count > 0) {
                line.add(line.width() == 0 ? "" : "  ")
                        .add(look.colour(), look.sign() + " " + texts.word("state", look.name()) + " " + count);
            }
        }
        return line;
    }

    private Line bar(JobLine job, StepLine focus, JobPicture picture, Instant now) {
        List<Tile> tiles = picture.tiles(focus.kind());
        int all = Math.max(focus.targets(), tiles.size());
        int done = (int) tiles.stream().filter(tile -> tile.look().ended()).count();
        int filled = all == 0 ? 0 : BAR * done / all;
        Line line = new Line()
                .add("[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] ")
                .add(done + "/" + all + "  ")
                .add(texts.of("watch.elapsed", Spell.of(Spell.elapsed(job, now))));
        Duration left = job.isFinal() ? null : Spell.left(focus, done, all, now);
        return left == null ? line : line.add("  " + texts.of("watch.left", Spell.of(left)));
    }

    private List<Line> tail(JobLine job, JobPicture picture) {
        List<Line> tail = new ArrayList<>();
        List<Tile> failures = picture.failures();
        for (Tile tile : failures.subList(0, Math.min(FAILURES, failures.size()))) {
            List<Line> lines = failure(tile, picture);
            tail.addAll(lines.subList(0, Math.min(FAILURE_ROWS, lines.size())));
        }
        if (failures.size() > FAILURES) {
            tail.add(new Line().add(Colour.DIM, texts.of("watch.more", failures.size() - FAILURES)));
        }
        if (!job.note().isEmpty()) {
            tail.add(new Line().add(job.note()));
        }
        tail.addAll(pause(job));
        if (!job.isFinal()) {
            tail.add(
                    picture.live()
                            ? new Line().add(Colour.DIM, texts.of("watch.leave"))
                            : new Line().add(Colour.YELLOW, texts.of("watch.lost")));
        }
        return tail;
    }

    /** Why it is paused and what ends that; nothing where it is not. */
    List<Line> pause(JobLine job) {
        WavePause pause = job.pause();
        if (pause == null) {
            return List.of();
        }
        Look look = Look.PAUSED;
        List<Line> lines = new ArrayList<>();
        lines.add(new Line().add(look.colour(), look.sign() + " " + pause.words(texts)));
        pause.ways(texts, job.id(), job.kind()).forEach(way -> lines.add(new Line().add("  -> " + way)));
        return lines;
    }

    List<Line> failure(Tile tile, JobPicture picture) {
        JobPicture.Detail detail = picture.detail(tile);
        String message = detail.message().isEmpty() ? "" : ": " + detail.message();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line()
                .add(tile.look().colour(), tile.look().sign() + " " + tile.key())
                .add("  " + texts.word("step", tile.step()) + "  " + tile.failure() + message));
        if (!detail.advice().isEmpty()) {
            lines.add(new Line().add("  -> " + detail.advice()));
        }
        return lines;
    }
}
