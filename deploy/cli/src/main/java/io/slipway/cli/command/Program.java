package io.slipway.cli.command;

import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Paint;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.language.Language;
import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Patience;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** The whole program but its process: arguments in, an exit code out. */
public final class Program {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)");

    private final Map<String, String> environment;
    private final Console console;
    private final Patience patience;
    private final Clock clock;

    public Program(Map<String, String> environment, Console console, Patience patience, Clock clock) {
        this.environment = environment;
        this.console = console;
        this.patience = patience;
        this.clock = clock;
    }

    /** Carries out one call. */
    public ExitCode run(String... arguments) {
        Texts texts = Texts.in(Language.of(List.of(arguments), environment));
        Session session = new Session(environment, console, texts, patience, clock);
        Failures failures = new Failures(session);
        CommandLine line = CommandTree.of(session);
        configure(line, session);
        line.setParameterExceptionHandler((wrong, given) -> failures.wrongUse(wrong));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failures.tell(thrown, command));
        int number = line.execute(arguments);
        console.out().flush();
        console.err().flush();
        for (ExitCode exit : ExitCode.values()) {
            if (exit.number() == number) {
                return exit;
            }
        }
        return ExitCode.FAILED;
    }

    private void configure(CommandLine line, Session session) {
        Texts texts = session.texts();
        line.setResourceBundle(texts.bundle());
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.registerConverter(Duration.class, Program::time);
        line.setExitCodeExceptionMapper(thrown -> ExitCode.FAILED.number());
        line.setUsageHelpWidth(Math.max(60, Math.min(console.size().get().columns(), 120)) - wide(texts));
        line.setUsageHelpLongOptionsMaxWidth(34);
        boolean coloured = Paint.of(Paint.Mode.auto, console.outTerminal(), environment) == Paint.COLOURED;
        line.setColorScheme(CommandLine.Help.defaultColorScheme(coloured ? Ansi.ON : Ansi.OFF));
        describe(line, exitCodes(texts), texts);
    }

    /** The parser takes the heading of the synopsis for as many cells as it has characters. */
    private static int wide(Texts texts) {
        String heading = texts.of("help.synopsis");
        return Columns.width(heading) - heading.length();
    }

    /** Every help page ends with the exit codes: a script needs them, whatever it calls. */
    private static void describe(CommandLine line, Map<String, String> exitCodes, Texts texts) {
        line.getCommandSpec()
                .usageMessage()
                .synopsisHeading(texts.of("help.synopsis") + " ")
                .parameterListHeading("%n" + texts.of("help.parameters") + "%n")
                .optionListHeading("%n" + texts.of("help.options") + "%n")
                .commandListHeading("%n" + texts.of("help.commands") + "%n")
                .exitCodeListHeading("%n" + texts.of("help.exit") + "%n")
                .exitCodeList(exitCodes)
                .descriptionHeading("%n")
                .abbreviateSynopsis(false)
                .sortOptions(false);
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.getSubcommands().values().forEach(below -> describe(below, exitCodes, texts));
    }

    private static Map<String, String> exitCodes(Texts texts) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            codes.put(
                    String.valueOf(exit.number()),
                    texts.of("exit." + exit.name().toLowerCase(Locale.ROOT)));
        }
        return codes;
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("30s, 10m, 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
