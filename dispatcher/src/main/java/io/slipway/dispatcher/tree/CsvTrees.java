package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.tree.CsvColumn.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * CSV (RFC 4180, UTF-8 with or without a byte order mark) whose first row names the columns, in any order. A first row with tabs
 * means tabs, which is what a table copied from a page or a spreadsheet has.
 */
public final class CsvTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[;|\\s]+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    private final String list;
    private final Map<String, CsvColumn> known = new HashMap<>();
    private final ObjectNode tree = NODES.objectNode();
    private final Places places = new Places();

    private CsvTrees(String list, List<CsvColumn> columns) {
        this.list = list;
        columns.forEach(column -> column.headers().forEach(header -> known.put(header, column)));
        places.value("", new Place(1, 1));
    }

    /**
     * @param list key under which the rows stand in the tree
     * @param columns all that may be there
     * @throws ProblemException {@code bad_csv}, {@code unknown_field} or {@code duplicate_key}, with line and column
     */
    public static PlacedTree read(byte[] body, String list, List<CsvColumn> columns) {
        String text = TextRefusal.utf8(
                body,
                ProblemCode.BAD_CSV,
                "文件不是 UTF-8,请在表格软件中另存为 CSV UTF-8",
                "The file is not UTF-8; save it as CSV UTF-8");
        return new CsvTrees(list, columns).read(text);
    }

    private PlacedTree read(String text) {
        char delimiter = text.lines().findFirst().orElse("").indexOf('\t') >= 0 ? '\t' : ',';
        CsvCells cells = new CsvCells(text, delimiter);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
        List<Place> last = List.of(new Place(1, 1));
        try (CSVParser parser = CSVParser.parse(text, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw TextRefusal.at(
                        last.get(0),
                        ProblemCode.BAD_CSV,
                        "",
                        "文件为空,第一行应为表头",
                        "The file is empty; its first row names the columns");
            }
            CSVRecord first = records.next();
            last = cells.of(first.getCharacterPosition());
            List<CsvColumn> header = header(first, last);
            ArrayNode rows = tree.putArray(list);
            while (records.hasNext()) {
                CSVRecord row = records.next();
                last = cells.of(row.getCharacterPosition());
                row(row, header, rows, last);
            }
            return new PlacedTree(tree, places);
        } catch (IOException | UncheckedIOException | NoSuchElementException | IllegalStateException e) {
            Place after = last.get(0);
            throw TextRefusal.at(
                    new Place(after.line() + 1, 1),
                    ProblemCode.BAD_CSV,
                    "",
                    "自此行起引号不配对",
                    "From this line on the quotes do not match");
        }
    }

    private List<CsvColumn> header(CSVRecord first, List<Place> cells) {
        List<CsvColumn> header = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String name = first.get(i).strip().toLowerCase(Locale.ROOT);
            Place place = place(cells, i);
            CsvColumn column = known.get(name);
            if (column == null) {
                throw new ProblemException(FieldProblem.of(
                                ProblemCode.UNKNOWN_FIELD,
                                "/" + list,
                                "未知的表头,可用: " + names(),
                                "A column that is not known; known are " + names())
                        .at(place));
            }
            if (column.kind() != Kind.IGNORED && header.contains(column)) {
                throw TextRefusal.at(place, ProblemCode.DUPLICATE_KEY, "/" + list + FieldProblem.token(column.field()));
            }
            header.add(column);
        }
        return header;
    }

    private String names() {
        return String.join(
                ", ",
                known.values().stream()
                        .distinct()
                        .map(column -> column.headers().get(0))
                        .sorted()
                        .toList());
    }

    private void row(CSVRecord row, List<CsvColumn> header, ArrayNode rows, List<Place> cells) {
        String pointer = "/" + list + "/" + rows.size();
        places.value(pointer, cells.get(0));
        boolean more = header.get(header.size() - 1).kind() == Kind.IGNORED;
        int needed = header.size();
        while (needed > 0 && header.get(needed - 1).kind() == Kind.IGNORED) {
            needed--;
        }
        if (row.size() < needed || (row.size() > header.size() && !more)) {
            throw TextRefusal.at(
                    cells.get(0),
                    ProblemCode.BAD_CSV,
                    pointer,
                    "此行有 " + row.size() + " 个单元格,表头有 " + header.size() + " 个",
                    "This row has " + row.size() + " cells, the header " + header.size());
        }
        ObjectNode object = rows.addObject();
        for (int i = 0; i < Math.min(header.size(), row.size()); i++) {
            cell(row.get(i).strip(), header.get(i), object, pointer, place(cells, i));
        }
    }

    private void cell(String text, CsvColumn column, ObjectNode row, String pointer, Place place) {
        String[] path = column.field().split("/", 2);
        boolean inner = path.length > 1;
        if (column.kind() == Kind.IGNORED || (text.isEmpty() && (inner || column.kind() == Kind.NUMBER))) {
            return;
        }
        ObjectNode owner = row;
        String here = pointer;
        if (inner) {
            @Nullable ObjectNode present = (ObjectNode) row.get(path[0]);
            here += "/" + path[0];
            if (present == null) {
                present = row.putObject(path[0]);
                places.value(here, place);
            }
            owner = present;
        }
        String key = path[path.length - 1];
        places.value(here + "/" + key, place);
        switch (column.kind()) {
            case TEXT -> owner.put(key, text);
            case WORDS -> words(text, owner.putArray(key), here + "/" + key, place);
            case NUMBER -> {
                if (NUMBER.matcher(text).matches()) {
                    owner.put(key, Integer.parseInt(text));
                } else {
                    owner.put(key, text); // refused as the wrong type, with its place
                }
            }
            case IGNORED -> {}
        }
    }

    private void words(String text, ArrayNode words, String pointer, Place place) {
        for (String word : BETWEEN_WORDS.split(text)) {
            if (!word.isEmpty()) {
                places.value(pointer + "/" + words.size(), place);
                words.add(word);
            }
        }
    }

    private static Place place(List<Place> cells, int index) {
        return cells.get(Math.min(index, cells.size() - 1));
    }
}
