package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.VersionRef;
import io.slipway.job.JobEvent;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Out of turn, the older job would find newer files on every host and fail. */
class LocationTurnsTest {
    private PrivateStore store;
    private JobStore jobs;

    @BeforeEach
    void start() {
        store = new PrivateStore();
        jobs = new JobStore(store.database());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void laterJobWaitsForAnOlderOneThatHasNotBegunYet() {
        Job older = accepted(1);
        Job later = accepted(2);

        assertThat(jobs.holdLocation(later)).isFalse();
        assertThat(jobs.holdLocation(older)).isTrue();
        end(older);

        assertThat(jobs.releaseLocation(older)).containsExactly(later.id());
        assertThat(jobs.holdLocation(later)).isTrue();
    }

    @Test
    void theOneThatWaitsWithTheLowestNumberIsNextWhoeverAskedFirst() {
        Job first = accepted(1);
        Job second = accepted(2);
        Job third = accepted(3);
        assertThat(jobs.holdLocation(first)).isTrue();
        assertThat(jobs.holdLocation(third)).isFalse();
        assertThat(jobs.holdLocation(second)).isFalse();
        end(first);

        assertThat(jobs.releaseLocation(first)).containsExactly(second.id(), third.id());
        assertThat(jobs.holdLocation(third)).isFalse();
        assertThat(jobs.holdLocation(second)).isTrue();
    }

    @Test
    void jobThatHoldsItsLocationKeepsItThoughAnOlderOneAppears() {
        Job later = accepted(2);
        assertThat(jobs.holdLocation(later)).isTrue();
        Job older = accepted(1);

        assertThat(jobs.holdLocation(older)).isFalse();
        assertThat(jobs.holdLocation(later)).isTrue();
    }

    @Test
    void jobsOfOtherPlacesAreNotWaitedFor() {
        accepted(1, JobKind.HOT_UPDATE, "其他");
        accepted(2, JobKind.CLIENT_UPDATE, "大陆");

        assertThat(jobs.holdLocation(accepted(3))).isTrue();
    }

    private void end(Job job) {
        Job running =
                jobs.replace(job.after(JobEvent.STARTED, Instant.EPOCH, null)).orElseThrow();
        jobs.replace(running.after(JobEvent.NONE_SUCCEEDED, Instant.EPOCH, null));
    }

    private Job accepted(long seq) {
        return accepted(seq, JobKind.HOT_UPDATE, "大陆");
    }

    private Job accepted(long seq, JobKind kind, String area) {
        Job job = new Job(
                "job-" + seq,
                kind,
                seq,
                "ssss",
                area,
                new VersionRef("hot_server", "ssss", "cn", "uuid", "004200000"),
                "fingerprint",
                JobState.ACCEPTED,
                1,
                List.of(),
                null,
                null,
                "test",
                null,
                Instant.EPOCH,
                null,
                null,
                false,
                null,
                0);
        assertThat(jobs.insert(job)).isTrue();
        return job;
    }
}
