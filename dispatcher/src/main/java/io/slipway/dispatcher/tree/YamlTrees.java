package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * YAML as far as it says the same as JSON: one document, no anchors and aliases (a few lines could grow without bound), no tags,
 * no key twice.
 */
public final class YamlTrees {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final YAMLMapper WRITER = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private YamlTrees() {}

    /** @throws ProblemException {@code bad_yaml}, {@code too_deep} or {@code duplicate_key}, with line and column */
    public static PlacedTree read(byte[] body) {
        String text = TextRefusal.utf8(body, ProblemCode.BAD_YAML);
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new Tree(parser).read();
        } catch (JacksonException e) {
            throw TextRefusal.at(
                    place(e), ProblemCode.BAD_YAML, "", "此处无法解析为 YAML", "Cannot be read as YAML from here");
        }
    }

    /** For people: names in Chinese stay as they are. */
    public static byte[] write(JsonNode tree) {
        return WRITER.writeValueAsBytes(tree);
    }

    private static Place place(JacksonException failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                return new Place(
                        marked.getProblemMark().get().getLine() + 1,
                        marked.getProblemMark().get().getColumn() + 1);
            }
        }
        TokenStreamLocation location = failure.getLocation();
        return location == null
                ? new Place(1, 1)
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static final class Tree extends TokenTree {
        private final YAMLParser parser;

        Tree(YAMLParser parser) {
            super(parser, ProblemCode.BAD_YAML);
            this.parser = parser;
        }

        @Override
        void check(String pointer) {
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                throw refuse(pointer, "不接受锚点与别名,请写出内容", "No anchors and aliases: write it out");
            }
            if (parser.getTypeId() != null) {
                throw refuse(pointer, "不接受标签 (!)", "No tags (!)");
            }
        }
    }
}
