package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeScriptTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/slipway/opsmanager/erlang");

    /** Line numbers are left out: they would make every form a third larger, and no message shows them. */
    private static final String COMPARE = """
            {ok, Text} = file:read_file("%1$s.erl.script"),
            {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Text)),
            {ok, [Parsed]} = erl_parse:parse_exprs(Tokens),
            Form = erl_parse:map_anno(fun(_) -> erl_anno:new(0) end, Parsed),
            case %2$s of
                write -> ok = file:write_file("%1$s.erl.form", term_to_binary(Form, [{minor_version, 2}]));
                compare -> ok
            end,
            {ok, Known} = file:read_file("%1$s.erl.form"),
            Form =:= binary_to_term(Known) orelse halt(3),
            halt(0).
            """;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** After a change of a script: {@code ./mvnw -pl worker-ops-manager -am test -Dtest=NodeScriptTest -Dforms=write}. */
    @ParameterizedTest
    @EnumSource
    void parsedFormIsThatOfTheText(NodeScript script) throws Exception {
        String name = RESOURCES
                .resolve(script.name().toLowerCase(Locale.ROOT))
                .toAbsolutePath()
                .toString();
        String program = COMPARE.formatted(name, System.getProperty("forms", "compare"));
        ChildProcess.Finished compared =
                ChildProcess.run(LIMIT, Map.of(), List.of("erl", "-noshell", "-eval", program));
        assertThat(compared.exit()).as(compared.output()).isZero();
        assertThat(Files.size(Path.of(name + ".erl.form"))).isLessThan(32 * 1024);
    }
}
