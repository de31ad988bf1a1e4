package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What checks found, one after the other in the test's thread.
 *
 * @param all in the order of the checks
 */
public record ProbedCells(List<ProbeCell> all) {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    public static ProbedCells of(List<ProbeCheck> checks) throws InterruptedException {
        List<ProbeCell> cells = new ArrayList<>();
        for (ProbeCheck check : checks) {
            ProbeFindings findings = new ProbeFindings(LIMIT);
            check.look(findings);
            cells.addAll(findings.soFar());
        }
        return new ProbedCells(cells);
    }

    /** The first cell of that check. */
    public ProbeCell get(CheckName check) {
        return all.stream()
                .filter(cell -> cell.check().equals(check.wire()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " in " + all));
    }

    public ProbeCell get(CheckName check, String subject) {
        return all.stream()
                .filter(cell ->
                        cell.check().equals(check.wire()) && cell.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " of " + subject + " in " + all));
    }

    public List<String> checks() {
        return all.stream().map(ProbeCell::check).toList();
    }

    /** @param fix what the fix must name in both languages */
    public static void assertRed(ProbeCell cell, String... fix) {
        assertThat(cell.result()).as(cell.toString()).isEqualTo(CellResult.NO_GO);
        Words words = Objects.requireNonNull(cell.fix(), cell::toString);
        assertThat(words.zh()).contains(fix);
        assertThat(words.en()).contains(fix);
    }
}
