package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.TextRoute;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.tree.JsonTrees;
import io.slipway.dispatcher.tree.PlacedTree;
import io.slipway.dispatcher.tree.PythonTrees;
import io.slipway.dispatcher.tree.YamlTrees;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads what an administrator sends as the set-up, in any of its syntaxes; every refusal has line and column. */
@Component
class SetupTexts {
    static final String PATH = "/api/v1/onboarding";
    static final String YAML = "application/yaml";
    static final String PYTHON = "text/x-python";

    private final TreeBodies trees;

    SetupTexts(TreeBodies trees) {
        this.trees = trees;
    }

    @Bean
    static TextRoute setupTextRoute() {
        return new TextRoute(
                "PUT",
                PATH,
                List.of(MediaType.APPLICATION_JSON, MediaType.parseMediaType(YAML), MediaType.parseMediaType(PYTHON)));
    }

    /** @return what is to be planned once the state is known; it throws what is wrong with the text */
    Function<SetupState, ImportPlan> read(MediaType type, byte[] body, boolean move) {
        if (type.getSubtype().equals("x-python")) {
            PlacedTree text = PythonTrees.read(body);
            PythonFile file = bind(text, PythonFile.class);
            return state -> python(file, text, state, move);
        }
        PlacedTree text = type.getSubtype().equals("yaml") ? YamlTrees.read(body) : JsonTrees.read(body);
        SetupFile file = bind(text, SetupFile.class);
        return state -> {
            try {
                return ImportPlan.of(file, state, move, trees);
            } catch (ProblemException refused) {
                throw text.places().located(refused);
            }
        };
    }

    private ImportPlan python(PythonFile file, PlacedTree text, SetupState state, boolean move) {
        PythonOverlay overlay = new PythonOverlay(state, trees, text.places());
        SetupFile laid;
        try {
            laid = overlay.lay(file);
        } catch (ProblemException refused) {
            throw text.places().located(refused);
        }
        try {
            return ImportPlan.of(laid, state, move, trees);
        } catch (ProblemException refused) {
            throw overlay.origins().located(refused);
        }
    }

    private <T extends Record> T bind(PlacedTree text, Class<T> type) {
        try {
            return trees.read(text.tree(), type);
        } catch (ProblemException refused) {
            throw text.places().located(refused);
        }
    }
}
