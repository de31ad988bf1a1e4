package io.slipway.dispatcher.request;

import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.Project;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangCallRule;
import io.slipway.erlang.ErlangCatalogue;
import io.slipway.erlang.InvalidErlangCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Erlang commands of a hot update: only what the project's catalogue allows (reliability rule A8). */
final class CommandChecks {
    static final int MAX_COMMANDS = 64;
    private static final String LIST = "/erlang_cmd_list";

    private CommandChecks() {}

    /** @return the commands in order, meaningful only where no problem was added */
    static List<ManifestCommand> check(List<String> commands, Project project, FieldProblems problems) {
        if (!problems.atMost(MAX_COMMANDS, commands.size(), LIST)) {
            return List.of();
        }
        ErlangCatalogue catalogue = new ErlangCatalogue(project.erlangCommands().stream()
                .map(allowed -> ErlangCallRule.parse(allowed.call(), allowed.idempotent()))
                .toList());
        List<ManifestCommand> checked = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            String text = commands.get(i).strip();
            String pointer = LIST + "/" + i;
            if (problems.atMost(ErlangCallParser.MAX_CHARS, text.length(), pointer)) {
                allowed(text, catalogue, pointer, problems)
                        .ifPresent(rule -> checked.add(new ManifestCommand(text, rule.idempotent())));
            }
        }
        return List.copyOf(checked);
    }

    private static Optional<ErlangCallRule> allowed(
            String text, ErlangCatalogue catalogue, String pointer, FieldProblems problems) {
        try {
            Optional<ErlangCallRule> rule = catalogue.ruleFor(ErlangCallParser.parse(text));
            problems.require(rule.isPresent(), ProblemCode.COMMAND_NOT_ALLOWED, pointer);
            return rule;
        } catch (InvalidErlangCallException e) {
            int at = e.position() + 1;
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_COMMAND,
                    pointer,
                    "第 " + at + " 个字符附近无法读取,需要 module:function(字面量参数) 的形式",
                    "Cannot be read near character " + at + "; the form is module:function(literals)"));
            return Optional.empty();
        }
    }
}
