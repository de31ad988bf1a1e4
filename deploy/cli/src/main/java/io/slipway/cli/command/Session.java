package io.slipway.cli.command;

import io.slipway.cli.console.Console;
import io.slipway.cli.console.Paint;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Patience;
import io.slipway.cli.remote.TokenSource;
import io.slipway.cli.watch.Look;
import io.slipway.cli.watch.Watch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One call of the program: what the user set and where the answers go. */
final class Session {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Root root = new Root();
    private final Map<String, String> environment;
    private final Console console;
    private final Texts texts;
    private final Patience patience;
    private final Clock clock;
    private @Nullable Dispatcher dispatcher;
    private @Nullable BufferedReader typed;

    Session(Map<String, String> environment, Console console, Texts texts, Patience patience, Clock clock) {
        this.environment = environment;
        this.console = console;
        this.texts = texts;
        this.patience = patience;
        this.clock = clock;
    }

    Root root() {
        return root;
    }

    Console console() {
        return console;
    }

    Texts texts() {
        return texts;
    }

    Patience patience() {
        return patience;
    }

    String text(String key, Object... values) {
        return texts.of(key, values);
    }

    /** What is typed; one reader for all questions, since it reads ahead. */
    BufferedReader typed() {
        BufferedReader known = typed;
        if (known == null) {
            known = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
            typed = known;
        }
        return known;
    }

    /** Colours of what goes to out. */
    Paint paint() {
        return Paint.of(root.colour, console.outTerminal(), environment);
    }

    /** Colours of what goes to err. */
    Paint talkPaint() {
        return Paint.of(root.colour, console.errTerminal(), environment);
    }

    Dispatcher dispatcher() {
        Dispatcher known = dispatcher;
        if (known == null) {
            String token = new TokenSource(environment, texts).token(root.tokenFile);
            known = new Dispatcher(url(), token, texts.language(), patience, clock);
            dispatcher = known;
        }
        return known;
    }

    /** Where the dispatcher is. */
    URI url() {
        String named = environment.getOrDefault("SLIPWAY_URL", "").strip();
        try {
            URI url = root.url != null ? root.url : named.isEmpty() ? Root.HERE : URI.create(named);
            if (url.getHost() == null || !SCHEMES.contains(url.getScheme()) || url.getUserInfo() != null) {
                throw new CommandFailure(ExitCode.USAGE, text("url.bad"), text("url.bad.advice"));
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, text("url.bad"), text("url.bad.advice"));
        }
    }

    /** Data for a program as JSON or YAML, for people as they read it. */
    void show(JsonNode data, Runnable forPeople) {
        switch (root.output) {
            case json -> console.out().println(Documents.json(data));
            case jsonl -> console.out().println(data);
            case yaml -> console.out().print(Documents.yaml(data));
            case table -> forPeople.run();
        }
    }

    /** As {@link #show}, for one of many that come one after another: a line of JSON each, a document of YAML each. */
    void showOne(JsonNode data, Runnable forPeople) {
        switch (root.output) {
            case json, jsonl -> console.out().println(data);
            case yaml -> console.out().print("---\n" + Documents.yaml(data));
            case table -> forPeople.run();
        }
    }

    void print(Table table) {
        table.print(console.out(), paint(), console.tableWidth());
    }

    /** A table with these keys of texts as heads; those that begin with {@code !} are cut last. */
    Table table(String... heads) {
        Table table = new Table();
        for (String head : heads) {
            if (head.startsWith("!")) {
                table.fixed(text("head." + head.substring(1)));
            } else {
                table.free(text("head." + head));
            }
        }
        return table;
    }

    /** A state with its sign, colour and word. */
    Span state(String state) {
        Look look = Look.of(state);
        return new Span(look.colour(), look.sign() + " " + texts.word("state", state));
    }

    /** Something for the user that is no data. */
    void say(String key, Object... values) {
        console.err().println(text(key, values));
    }

    void watch(String jobId, UntilOptions options) {
        boolean draws = console.draws(environment);
        new Watch(dispatcher(), console, talkPaint(), texts, draws).untilEnd(jobId, options.endurance());
    }
}
