package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.TextRoute;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.tree.CsvTrees;
import io.slipway.dispatcher.tree.JsonTrees;
import io.slipway.dispatcher.tree.PlacedTree;
import io.slipway.dispatcher.tree.YamlTrees;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a list of game servers in any of its syntaxes; every refusal has line and column. */
@Component
class ServerTexts {
    static final String PATH = "/api/v1/projects/{project}/game-servers";
    static final String CSV = "text/csv";
    static final String YAML = "application/yaml";

    private final TreeBodies trees;

    ServerTexts(TreeBodies trees) {
        this.trees = trees;
    }

    @Bean
    static TextRoute gameServersTextRoute() {
        return new TextRoute(
                "PUT",
                PATH,
                List.of(MediaType.APPLICATION_JSON, MediaType.parseMediaType(YAML), MediaType.parseMediaType(CSV)));
    }

    /**
     * @param then what is to be done with the list; what it refuses gets its place in the text
     * @throws ProblemException also where the text cannot be read
     */
    <T> T read(MediaType type, byte[] body, Function<ServerFile, T> then) {
        PlacedTree text =
                switch (type.getSubtype()) {
                    case "csv" -> CsvTrees.read(body, ServerFile.LIST, ServerColumns.ALL);
                    case "yaml" -> YamlTrees.read(body);
                    case "json" -> JsonTrees.read(body);
                    default -> throw new ProblemException(ProblemCode.UNSUPPORTED_CONTENT_TYPE);
                };
        try {
            return then.apply(trees.read(text.tree(), ServerFile.class));
        } catch (ProblemException refused) {
            throw text.places().located(refused);
        }
    }
}
