package io.slipway.dispatcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.CellResult;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.dispatch.ProbeInquiry.Clocks;
import io.slipway.job.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerClockTest {
    private static final WorkerHeartbeat WORKER = new WorkerHeartbeat(
            "file-pull@recv8#1", Role.FILE_PULL, "recv8", List.of("file_pull8"), 2, Map.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "0, 10, GO",
        "5000, 10, GO",
        "-5000, 10, GO",
        "5006, 10, NO_GO",
        "-300000, 10, NO_GO",
        "6000, 2000, UNKNOWN",
        "-6000, 2000, UNKNOWN",
        "6001, 2000, NO_GO"
    })
    void aClockIsRedOnlyWhereTheRoundTripCannotExplainIt(long skew, long roundTrip, CellResult result) {
        assertThat(AskedWorker.clock(WORKER, new Clocks(skew, roundTrip)).result())
                .isEqualTo(result);
    }
}
