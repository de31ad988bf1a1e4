package io.slipway.cli.command;

import io.slipway.cli.remote.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway project import}: shows what would change, asks, and changes it. */
@Command(name = "import")
final class ImportCommand extends ImportAction {
    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    String file = "";

    @Option(names = "--move")
    boolean move;

    ImportCommand(Session session) {
        super(session);
    }

    @Override
    String file() {
        return file;
    }

    @Override
    String path(boolean dry) {
        return "/api/v1/onboarding?dry_run=" + dry + (move ? "&move=true" : "");
    }

    @Override
    @Nullable
    String contentType(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml") || name.equals("-")) {
            return "application/yaml";
        }
        if (name.endsWith(".json")) {
            return "application/json";
        }
        return name.endsWith(".py") ? "text/x-python" : null;
    }

    @Override
    String suffixes() {
        return "import.suffix";
    }

    @Override
    String kind(JsonNode change) {
        return session.texts().word("onboarding", Fields.text(change, "kind"));
    }
}
