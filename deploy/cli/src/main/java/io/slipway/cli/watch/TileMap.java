package io.slipway.cli.watch;

import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.language.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * One sign for each target, in as few rows as there are: with names where they fit, as bare signs where not, and several targets
 * to a sign, which shows the worst of them, where there are more targets than cells.
 */
final class TileMap {
    private static final int LABEL_LIMIT = 18;
    private static final int GAP = 2;
    private static final int PERCENT = 4;

    private final Texts texts;

    TileMap(Texts texts) {
        this.texts = texts;
    }

    /** At most {@code rows} lines. */
    List<Line> lines(List<Tile> tiles, int width, int rows) {
        if (tiles.isEmpty() || rows < 1) {
            return List.of();
        }
        List<Line> named = named(tiles, width);
        return named.size() <= rows ? named : bare(tiles, width, rows);
    }

    private List<Line> named(List<Tile> tiles, int width) {
        int longest = tiles.stream()
                .mapToInt(tile -> Columns.width(Columns.clean(tile.key())))
                .max()
                .orElse(0);
        int cell = 2 + longest + 1 + PERCENT;
        int perRow = Math.max(1, (width + GAP) / (cell + GAP));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i += perRow) {
            Line line = new Line();
            for (Tile tile : tiles.subList(i, Math.min(i + perRow, tiles.size()))) {
                String percent = tile.look() == Look.RUNNING && tile.percent() >= 0 ? tile.percent() + "%" : "";
                String name = Columns.fit(Columns.clean(tile.key()), longest) + " ";
                line.add(tile.look().colour(), tile.look().sign() + " ")
                        .add(name + Columns.fit(percent, PERCENT) + " ".repeat(GAP));
            }
            lines.add(line);
        }
        return lines;
    }

    private List<Line> bare(List<Tile> tiles, int width, int rows) {
        int label = Math.min(LABEL_LIMIT, width / 4);
        int perRow = Math.max(1, width - label - GAP);
        int folded = perFold(tiles.size(), perRow * rows);
        if (folded > 1 && rows > 1) {
            folded = perFold(tiles.size(), perRow * (rows - 1)); // one row says how many are folded
        }
        List<Line> lines = new ArrayList<>();
        int step = perRow * folded;
        for (int i = 0; i < tiles.size(); i += step) {
            List<Tile> row = tiles.subList(i, Math.min(i + step, tiles.size()));
            Line line = new Line().add(Columns.fit(Columns.clean(row.get(0).key()), label) + " ".repeat(GAP));
            for (int j = 0; j < row.size(); j += folded) {
                Look look = worst(row.subList(j, Math.min(j + folded, row.size())));
                line.add(look.colour(), look.sign());
            }
            lines.add(line);
        }
        if (folded > 1 && lines.size() < rows) {
            lines.add(new Line().add(texts.of("watch.folded", folded)));
        }
        return lines;
    }

    private static int perFold(int targets, int cells) {
        return (targets + cells - 1) / cells;
    }

    private static Look worst(List<Tile> tiles) {
        return tiles.stream().map(Tile::look).reduce(Look::worse).orElse(Look.OTHER);
    }
}
