package io.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/state-machine.md} is what the tables and the comments on their states and events say. */
class StateMachinePageTest {
    private static final Path COMMITTED = Path.of("../docs/state-machine.md");
    private static final Path SOURCES = Path.of("src/main/java/io/slipway/job");

    @Test
    void committedPageIsThatOfTheTables() throws IOException {
        String page = page();
        if (Boolean.getBoolean("state-machine.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, page);
        }

        assertThat(Files.readString(COMMITTED))
                .as("a table changed: run the tests with -Dstate-machine.write=true and commit docs/state-machine.md")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # State machines

                Generated from `io.slipway.job.Transitions` by `StateMachinePageTest`; do not edit. What is not in a table
                does not happen: a late, repeated or forged report changes nothing.
                """);
        section(page, Transitions.JOB, JobState.values(), JobEvent.values());
        section(page, Transitions.STEP, StepState.values(), StepEvent.values());
        section(page, Transitions.TARGET, TargetState.values(), TargetEvent.values());
        return page.toString();
    }

    private static <S extends Enum<S>, E extends Enum<E>> void section(
            StringBuilder page, TransitionTable<S, E> table, S[] states, E[] events) throws IOException {
        String title = table.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + table.name().substring(1);
        page.append("\n## ").append(title).append("\n\n```mermaid\nstateDiagram-v2\n");
        page.append("    [*] --> ").append(table.initial()).append('\n');
        table.rows().forEach(row -> page.append("    %s --> %s: %s%n".formatted(row.from(), row.to(), row.event())));
        for (S state : states) {
            if (terminal(state)) {
                page.append("    ").append(state).append(" --> [*]\n");
            }
        }
        page.append("```\n\n| From | Event | To |\n|---|---|---|\n");
        table.rows().forEach(row -> page.append("| %s | %s | %s |%n".formatted(row.from(), row.event(), row.to())));
        meanings(page, "State", List.of(states));
        meanings(page, "Event", List.of(events));
    }

    private static void meanings(StringBuilder page, String heading, List<? extends Enum<?>> constants)
            throws IOException {
        page.append("\n| ").append(heading).append(" | Meaning |\n|---|---|\n");
        for (Enum<?> constant : constants) {
            String name = constant.name() + (terminal(constant) ? " (terminal)" : "");
            page.append("| %s | %s |%n".formatted(name, comment(constant)));
        }
    }

    private static boolean terminal(Enum<?> constant) {
        return constant instanceof JobState job && job.terminal()
                || constant instanceof StepState step && step.terminal()
                || constant instanceof TargetState target && target.terminal();
    }

    /** The comment above the constant: states and events are explained in one place, the source. */
    private static String comment(Enum<?> constant) throws IOException {
        String source =
                Files.readString(SOURCES.resolve(constant.getDeclaringClass().getSimpleName() + ".java"));
        Matcher comment = Pattern.compile("/\\*\\* ([^*]*) \\*/\\s+" + constant.name() + "\\b")
                .matcher(source);
        assertThat(comment.find()).as("%s has a comment of one line", constant).isTrue();
        return comment.group(1);
    }
}
