package io.slipway.dispatcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.dispatcher.report.ReportIntake;
import io.slipway.dispatcher.rescue.LeaseRescue;
import io.slipway.dispatcher.rescue.LostOrderRescue;
import io.slipway.worker.Cancellation;
import io.slipway.worker.WorkerMeters;
import io.slipway.worker.shell.MeasuredRunner;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rules, figures and the runbook belong together: an alert that looks at nothing, or that nobody explains, fails here. */
class AlertRulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RULES = ROOT.resolve("deploy/distributed/prometheus/slipway-rules.yaml");
    private static final Path RUNBOOK = ROOT.resolve("docs/runbook.md");
    private static final Path METRICS = ROOT.resolve("docs/metrics.md");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static final Pattern SERIES = Pattern.compile("\\b(?:slipway|http)_[a-z_]+");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

    @Test
    void everyRuleLooksAtFiguresThatExist() throws IOException {
        Set<String> known = series();
        known.addAll(timer("http.server.requests"));
        for (JsonNode rule : rules()) {
            String expression = rule.get("expr").asString();
            Set<String> named = found(expression);
            assertThat(known).as(name(rule)).containsAll(named);
            assertThat(named.isEmpty() && !expression.startsWith("up{"))
                    .as("%s looks at nothing: %s", name(rule), expression)
                    .isFalse();
        }
    }

    @Test
    void everyAlertHasAHeadingThatSaysWhatToDo() throws IOException {
        Map<String, String> sections = sections();
        List<String> names = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String name = name(rule);
            names.add(name);
            JsonNode told = rule.get("annotations");
            assertThat(told.get("runbook").asString()).isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(told.get("summary").asString()).as(name).isNotBlank();
            assertThat(told.get("summary_zh").asString()).as(name).containsPattern("\\p{IsHan}");
            assertThat(SEVERITIES).contains(rule.get("labels").get("severity").asString());
            assertThat(sections.get(name)).as(name).isNotNull().containsPattern("(?s)\\*\\*Do\\*\\*: .{40}");
        }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(15);
        assertThat(sections.keySet()).as("headings without an alert").isSubsetOf(names);
    }

    @Test
    void everyFigureIsExplainedAndEveryExplainedOneExists() throws IOException {
        Set<String> explained = new TreeSet<>();
        for (String line : Files.readAllLines(METRICS)) {
            if (line.startsWith("| `slipway_")) {
                explained.add(line.replaceAll("^\\| `([a-z_]+)`.*", "$1"));
            }
        }
        Set<String> shown = series();
        shown.removeIf(name -> name.endsWith("_sum") || name.endsWith("_max"));

        assertThat(explained).isEqualTo(shown);
    }

    @Test
    void promtoolAcceptsTheRules() throws InterruptedException {
        if (!Files.isExecutable(PROMTOOL)) {
            System.out.println("NOT RUN: promtoolAcceptsTheRules needs Debian's package prometheus");
        }
        assumeTrue(Files.isExecutable(PROMTOOL), "NOT RUN: promtool is not installed");

        ShellResult result = new ProcessShellRunner()
                .run(
                        ShellCommand.of(List.of(PROMTOOL.toString(), "check", "rules", RULES.toString())),
                        Duration.ofSeconds(30),
                        new Cancellation());

        assertThat(result.ok()).as(result.stdout() + result.stderr()).isTrue();
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode groups =
                YAMLMapper.builder().build().readTree(Files.readString(RULES)).get("groups");
        List<JsonNode> rules = new ArrayList<>();
        groups.forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    private static String name(JsonNode rule) {
        return rule.get("alert").asString();
    }

    /** All series of ours, of dispatchers and workers. */
    private static Set<String> series() {
        Set<String> series = new TreeSet<>();
        Arrays.stream(Figure.values()).map(Figure::wire).forEach(series::add);
        List.of(WorkerMeters.SLOTS, WorkerMeters.SLOTS_USED, WorkerMeters.WELCOMED, WorkerMeters.SILENCE)
                .forEach(meter -> series.add(wire(meter)));
        List.of(LeaseRescue.LOST, LostOrderRescue.REPUBLISHED).forEach(meter -> series.add(wire(meter) + "_total"));
        List.of(ReportIntake.LAG, WorkerMeters.ORDER, MeasuredRunner.PROGRAM)
                .forEach(meter -> series.addAll(timer(meter)));
        return series;
    }

    private static List<String> timer(String meter) {
        return List.of(wire(meter) + "_seconds_count", wire(meter) + "_seconds_sum", wire(meter) + "_seconds_max");
    }

    private static String wire(String meter) {
        return meter.replace('.', '_');
    }

    private static Set<String> found(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = SERIES.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** Of the alerts: heading to what stands below it. */
    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = "";
        for (String line : Files.readAllLines(RUNBOOK)) {
            if (line.startsWith("#")) {
                heading = line.startsWith("### Slipway") ? line.substring(4) : "";
            } else if (!heading.isEmpty()) {
                sections.merge(heading, line, (before, next) -> before + "\n" + next);
            }
        }
        return sections;
    }
}
