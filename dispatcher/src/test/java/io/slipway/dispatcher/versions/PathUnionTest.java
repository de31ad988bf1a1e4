package io.slipway.dispatcher.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathUnionTest {
    @ParameterizedTest
    @CsvSource({
        "A/a,                    A/a",
        "M/a,                    M/a",
        "D/a,                    D/a",
        "R/a,                    R/a",
        "A/a|M/a,                A/a",
        "A/a|D/a,                ''",
        "M/a|M/a,                M/a",
        "M/a|D/a,                D/a",
        "D/a|A/a,                R/a",
        "D/a|A/a|D/a,            D/a",
        "A/a|D/a|A/a,            A/a",
        "M/a|R/a,                R/a",
        "A/a|R/a,                A/a",
        "A/d A/d/x|D/d,          ''",
        "M/d/x|D/d,              D/d D/d/x",
        "A/d/x|D/d,              D/d",
        "M/d/x|R/d,              R/d D/d/x",
        "M/d/x|D/d|A/d A/d/x,    R/d R/d/x",
        "M/d.x|D/d,              D/d M/d.x",
        "M/d|M/dx|D/d,           D/d M/dx",
    })
    void netOfRevisions(String revisions, String expected) {
        PathUnion union = new PathUnion();
        int number = 0;
        for (String revision : revisions.split("\\|")) {
            union.add(version(++number, revision));
        }

        assertThat(union.changes().stream()
                        .map(change -> change.kind() + change.path())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
        assertThat(union.revisions()).isEqualTo(number);
        assertThat(union.complete()).isTrue();
    }

    private static Version version(long number, String changes) {
        List<ChangedPath> paths = Arrays.stream(changes.strip().split(" "))
                .map(change -> new ChangedPath(change.substring(1), change.substring(0, 1), null))
                .toList();
        return new Version(
                "id" + number,
                "p",
                "s",
                "x",
                Kind.SVN,
                "",
                "Unknown",
                "r" + number,
                number,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                ChangedPath.lines(paths),
                "",
                paths.size(),
                null,
                0,
                0,
                Version.State.PRESENT);
    }
}
