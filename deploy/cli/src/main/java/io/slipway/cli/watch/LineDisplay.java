package io.slipway.cli.watch;

import io.slipway.cli.console.Line;
import io.slipway.cli.console.Paint;
import io.slipway.cli.language.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One line for each thing that happens, for logs and pipes: a step that moved, a target that failed, counts now and then. */
final class LineDisplay implements Display {
    private static final long COUNTS_EVERY = Duration.ofSeconds(10).toNanos();

    /** A whole fleet that fails is told by the counts; a log is not to be filled with it. */
    private static final int FAILURES_TOLD = 50;

    private final PrintStream out;
    private final Paint paint;
    private final Supplier<Instant> now;
    private final Texts texts;
    private final Frame frame;
    private final WaveRows waves;
    private final Map<String, String> told = new HashMap<>();
    private final Set<String> toldFailures = new HashSet<>();
    private long countedAt = System.nanoTime();

    LineDisplay(PrintStream out, Paint paint, Supplier<Instant> now, Texts texts) {
        this.out = out;
        this.paint = paint;
        this.now = now;
        this.texts = texts;
        this.frame = new Frame(texts);
        this.waves = new WaveRows(texts);
    }

    @Override
    public void show(JobPicture picture, boolean changed) {
        JobLine job = picture.job();
        if (!changed || job == null) {
            return;
        }
        if (isNew("live", String.valueOf(picture.live())) && !picture.live()) {
            print(job, new Line().add(texts.of("watch.lost")));
        }
        boolean count = System.nanoTime() - countedAt > COUNTS_EVERY;
        for (JobLine.StepLine step : job.steps()) {
            step(picture, job, step, count);
        }
        for (WaveLine wave : picture.waves()) {
            wave(picture, job, wave, count);
        }
        failures(picture, job);
        if (isNew("job", job.state())) {
            Look look = Look.of(job.state());
            String words = texts.word("kind", job.kind()) + " " + job.id() + ": " + texts.word("state", job.state());
            print(job, new Line().add(look.colour(), look.sign() + " " + words));
        }
        if (isNew("pause", String.valueOf(job.pause()))) {
            frame.pause(job).forEach(line -> print(job, line));
        }
    }

    private void failures(JobPicture picture, JobLine job) {
        List<Tile> failures = picture.failures();
        // A round that begins anew may fail anew.
        toldFailures.retainAll(failures.stream().map(LineDisplay::name).toList());
        for (Tile tile : failures) {
            boolean explained = !picture.detail(tile).advice().isEmpty() || job.isFinal();
            if (explained && toldFailures.size() < FAILURES_TOLD && toldFailures.add(name(tile))) {
                frame.failure(tile, picture).forEach(line -> print(job, line));
            }
        }
        int untold = failures.size() - toldFailures.size();
        if (job.isFinal() && untold > 0 && isNew("untold", String.valueOf(untold))) {
            print(job, new Line().add(texts.of("watch.more", untold)));
        }
    }

    @Override
    public void close() {
        out.flush();
    }

    private void step(JobPicture picture, JobLine job, JobLine.StepLine step, boolean count) {
        boolean moved =
                isNew("step " + step.kind(), step.state()) && !step.state().equals("PENDING");
        Look look = Look.of(step.state());
        String done = picture.counts(step.kind()).getOrDefault(Look.SUCCEEDED, 0) + "/" + step.targets();
        if (moved || (count && step.state().equals("RUNNING") && isNew("counts " + step.kind(), done))) {
            countedAt = System.nanoTime();
            String words = texts.word("step", step.kind()) + ": " + texts.word("state", step.state()) + " " + done;
            print(job, new Line().add(look.colour(), look.sign() + " " + words));
        }
    }

    private void wave(JobPicture picture, JobLine job, WaveLine wave, boolean count) {
        Look look = WaveRows.whole(picture.looks(wave));
        boolean moved = isNew("wave " + wave.number(), look.name()) && look != Look.HELD;
        Line words = waves.words(wave, picture);
        boolean counted = count && look == Look.RUNNING;
        if ((moved || counted) && isNew("wave counts " + wave.number(), words.render(Paint.PLAIN, Integer.MAX_VALUE))) {
            countedAt = System.nanoTime();
            print(job, words);
        }
    }

    private static String name(Tile tile) {
        return tile.id() + " " + tile.attempt();
    }

    private boolean isNew(String what, String value) {
        return !value.equals(told.put(what, value));
    }

    private void print(JobLine job, Line line) {
        out.println("[" + Spell.of(Spell.elapsed(job, now.get())) + "] " + line.render(paint, Integer.MAX_VALUE));
    }
}
