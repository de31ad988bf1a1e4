package io.slipway.cli.command;

import io.slipway.cli.console.Paint;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself. Its options may stand anywhere. */
@Command(name = "slipway", versionProvider = Version.class)
final class Root extends Group {
    static final URI HERE = URI.create("http://127.0.0.1:8080");

    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT)
    @Nullable
    URI url;

    @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT)
    @Nullable
    Path tokenFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|jsonl|yaml",
            scope = ScopeType.INHERIT)
    Output output = Output.table;

    @Option(names = "--lang", paramLabel = "zh|en", scope = ScopeType.INHERIT)
    @Nullable
    Lang language;

    @Option(names = "--color", paramLabel = "auto|always|never", scope = ScopeType.INHERIT)
    Paint.Mode colour = Paint.Mode.auto;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT)
    boolean help;

    @Option(names = "--version", versionHelp = true)
    boolean version;

    /** The values of {@code --lang}; {@link io.slipway.cli.language.Language} reads it before the parser does. */
    enum Lang {
        zh,
        en
    }
}
