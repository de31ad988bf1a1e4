package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.EventStream;
import io.slipway.cli.remote.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway service logs}: the end of a log, what is written to it, or the lines with a text. */
@Command(name = "logs")
final class LogsCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "IP:NAME", descriptionKey = "SERVER")
    String server = "";

    @Option(names = {"-f", "--follow"})
    boolean follow;

    @Option(names = "--stderr")
    boolean stderr;

    @Option(names = "--process")
    boolean process;

    @Option(names = "--search", paramLabel = "TEXT")
    @Nullable
    String search;

    @Option(names = "--bytes", paramLabel = "N")
    @Nullable
    Long bytes;

    LogsCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        new Input(session).server(server);
        if ((stderr && process) || (follow && search != null)) {
            throw new Input(session).usage(session.text("service.logs.either"));
        }
        String path = "/api/v1/projects/" + Dispatcher.segment(project) + "/game-servers/"
                + Dispatcher.segment(server) + "/logs/"
                + (process ? "process" : stderr ? "stderr" : "stdout");
        if (search != null) {
            JsonNode found = session.dispatcher()
                    .get(path + "/search?text=" + Dispatcher.segment(search)
                            + (bytes == null ? "" : "&bytes=" + bytes));
            session.show(found, () -> session.print(table(found)));
            return ExitCode.OK;
        }
        if (follow) {
            new Following(session, () -> session.say("service.logs.again")).read(path + "/tail", this::tell);
            return ExitCode.OK;
        }
        String text = session.dispatcher().getText(path + (bytes == null ? "" : "?bytes=" + bytes), "text/plain");
        print(text);
        return ExitCode.OK;
    }

    private Table table(JsonNode found) {
        Table table = session.table("!line", "!offset", "logtext");
        for (JsonNode match : Fields.list(found, "matches")) {
            table.row(Fields.text(match, "line"), Fields.text(match, "offset"), Fields.text(match, "text"));
        }
        if (found.path("more").asBoolean(false)) {
            session.say("service.logs.more");
        }
        return table;
    }

    /** Ends the command where the log cannot be read any more. */
    private void tell(EventStream.Event event) {
        if (event.name().equals("chunk")) {
            JsonNode chunk = Documents.readJson(event.data());
            if (chunk.path("skipped_bytes").asLong(0) > 0) {
                session.say("service.logs.skipped", Fields.text(chunk, "skipped_bytes"));
            }
            print(Fields.text(chunk, "text"));
        } else if (event.name().equals("problem")) {
            JsonNode problem = Documents.readJson(event.data());
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, Fields.text(problem, "code"), Fields.text(problem, "advice"));
        }
    }

    private void print(String text) {
        session.console().out().print(text);
        session.console().out().flush();
    }
}
