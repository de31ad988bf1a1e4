package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway project list}, {@code show} and {@code export}. */
final class ProjectCommands {
    private ProjectCommands() {}

    @Command(name = "list")
    static final class ListProjects extends Action {
        ListProjects(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get("/api/v1/projects");
            session.show(answer, () -> session.print(table(Fields.list(answer, "projects"))));
            return ExitCode.OK;
        }

        private Table table(List<JsonNode> projects) {
            Table table = session.table("!project", "name", "areas", "!hosts", "callback");
            for (JsonNode project : projects) {
                List<JsonNode> areas = Fields.list(project, "areas");
                long hosts = areas.stream()
                        .mapToLong(area -> area.path("hosts").size())
                        .sum();
                table.row(
                        Span.of(Fields.text(project, "code")),
                        Span.of(Fields.text(project, "name")),
                        Span.of(String.join(
                                " ", areas.stream().map(ListProjects::area).toList())),
                        Span.of(String.valueOf(hosts)),
                        Span.of(Fields.text(project.path("callback"), "url")));
            }
            return table;
        }

        private static String area(JsonNode area) {
            return Fields.text(area, "name") + "(" + String.join(",", Fields.texts(area.path("codes"))) + ")";
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get("/api/v1/projects/" + Dispatcher.segment(project));
            session.show(answer, () -> forPeople(answer));
            return ExitCode.OK;
        }

        private void forPeople(JsonNode project) {
            PrintStream out = session.console().out();
            Table facts = session.table("!fact", "value");
            facts.row(session.text("head.project"), Fields.text(project, "code"));
            facts.row(session.text("head.name"), Fields.text(project, "name"));
            facts.row(session.text("head.callback"), Fields.text(project.path("callback"), "url"));
            facts.row(session.text("head.limit"), Fields.text(project, "command_limit_seconds") + " s");
            session.print(facts);
            out.println();
            session.print(areas(project));
            out.println();
            session.print(commands(project));
        }

        private Table areas(JsonNode project) {
            Table table = session.table("area", "!codes", "managers", "hosts", "cdn");
            for (JsonNode area : Fields.list(project, "areas")) {
                List<String> managers = Fields.list(area, "rsync_managers").stream()
                        .map(Show::module)
                        .toList();
                table.row(
                        Fields.text(area, "name"),
                        String.join(",", Fields.texts(area.path("codes"))),
                        relay(area) + String.join(" ", managers),
                        String.join(" ", Fields.texts(area.path("hosts"))),
                        cdn(area));
            }
            return table;
        }

        /** {@code ip:port/module}. */
        private static String module(JsonNode manager) {
            return Fields.text(manager, "ip") + ":" + Fields.text(manager, "port") + "/"
                    + Fields.text(manager, "module");
        }

        /** {@code relay > } before what it passes files on to; empty where there is none. */
        private static String relay(JsonNode area) {
            return area.has("relay") ? module(area.path("relay")) + " > " : "";
        }

        /** {@code root/{dir,dir}}; a root alone allows every directory below it. */
        private static String cdn(JsonNode area) {
            List<String> roots = new ArrayList<>();
            for (JsonNode root : Fields.list(area, "cdn_roots")) {
                List<String> dirs = Fields.texts(root.path("dirs"));
                roots.add(Fields.text(root, "cdn_root_url")
                        + (dirs.isEmpty() ? "" : "/{" + String.join(",", dirs) + "}"));
            }
            return String.join(" ", roots);
        }

        private Table commands(JsonNode project) {
            Table table = session.table("call", "idempotent");
            for (JsonNode call : Fields.list(project, "erlang_commands")) {
                boolean again = call.path("idempotent").asBoolean(false);
                table.row(Fields.text(call, "call"), session.text(again ? "word.yes" : "word.no"));
            }
            return table;
        }
    }

    @Command(name = "export")
    static final class Export extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT", arity = "0..1")
        @Nullable
        String project;

        Export(Session session) {
            super(session);
        }

        /** YAML unless JSON is asked for: a set-up is no table. */
        @Override
        ExitCode perform() {
            String query = project == null ? "" : "?project=" + Dispatcher.segment(project);
            String yaml = session.dispatcher().getText("/api/v1/onboarding" + query, "application/yaml");
            if (session.root().output == Output.json) {
                session.console().out().println(Documents.json(Documents.readYaml(yaml)));
            } else {
                session.console().out().print(yaml.endsWith("\n") ? yaml : yaml + "\n");
            }
            return ExitCode.OK;
        }
    }
}
