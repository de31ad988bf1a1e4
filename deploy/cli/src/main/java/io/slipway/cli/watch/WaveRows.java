package io.slipway.cli.watch;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.language.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A line for each wave: its sign, its counts, and one sign for each of its hosts, or for several where there is no room. */
final class WaveRows {
    private static final int LEAST_TILES = 8;
    private static final List<Look> COUNTED =
            List.of(Look.SUCCEEDED, Look.FAILED, Look.UNKNOWN, Look.RUNNING, Look.QUEUED, Look.HELD);

    private final Texts texts;

    WaveRows(Texts texts) {
        this.texts = texts;
    }

    /** At most {@code rows} lines; where there are more waves, those around the one in work. */
    List<Line> lines(JobPicture picture, int width, int rows) {
        List<WaveLine> waves = picture.waves();
        int from = Math.max(0, Math.min(current(picture) - rows / 2, waves.size() - rows));
        List<Line> lines = new ArrayList<>();
        for (WaveLine wave : waves.subList(from, Math.min(waves.size(), from + Math.max(0, rows)))) {
            Line line = words(wave, picture);
            int free = width - line.width() - 2;
            if (free >= Math.min(LEAST_TILES, wave.hosts().size())) {
                tiles(line.add("  "), picture.looks(wave), free);
            }
            lines.add(line);
        }
        return lines;
    }

    /** Without the tiles. */
    Line words(WaveLine wave, JobPicture picture) {
        Collection<Look> looks = picture.looks(wave);
        Look look = whole(looks);
        int widest = picture.waves().stream()
                .mapToInt(one -> Columns.width(Columns.clean(one.title(texts))))
                .max()
                .orElse(0);
        Line line = new Line()
                .add(look.colour(), look.sign() + " ")
                .add(Colour.BOLD, Columns.fit(Columns.clean(wave.title(texts)), widest))
                .add("  " + looks.stream().filter(Look::ended).count() + "/" + looks.size());
        Map<Look, Integer> counts = new EnumMap<>(Look.class);
        looks.forEach(one -> counts.merge(one, 1, Integer::sum));
        COUNTED.stream()
                .filter(counts::containsKey)
                .forEach(one -> line.add(one.colour(), "  " + one.sign() + " " + counts.get(one)));
        return line;
    }

    /** Of a wave: the worst of its hosts once all ended, that it runs once one began. */
    static Look whole(Collection<Look> hosts) {
        if (hosts.stream().allMatch(Look::ended)) {
            return hosts.stream().reduce(Look::worse).orElse(Look.SUCCEEDED);
        }
        return hosts.stream().allMatch(look -> look == Look.HELD || look == Look.PENDING) ? Look.HELD : Look.RUNNING;
    }

    private static int current(JobPicture picture) {
        List<WaveLine> waves = picture.waves();
        for (int i = 0; i < waves.size(); i++) {
            if (!picture.looks(waves.get(i)).stream().allMatch(Look::ended)) {
                return i;
            }
        }
        return Math.max(0, waves.size() - 1);
    }

    private static void tiles(Line line, List<Look> looks, int cells) {
        int folded = (looks.size() + cells - 1) / cells;
        for (int i = 0; i < looks.size(); i += folded) {
            Look look = looks.subList(i, Math.min(i + folded, looks.size())).stream()
                    .reduce(Look::worse)
                    .orElse(Look.OTHER);
            line.add(look.colour(), look.sign());
        }
    }
}
