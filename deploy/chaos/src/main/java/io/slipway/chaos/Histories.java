package io.slipway.chaos;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What a run writes, each in a file of its own; only the harness and the game servers write them, never the product.
 *
 * @param client what was asked for and what was answered
 * @param samples what was seen of jobs, hosts and the election while it ran
 * @param receipts what reached the CMDB
 * @param faults what was broken, and when it was whole again
 * @param finals what the installation says of every job at the end
 */
record Histories(
        Path directory, Clock clock, History client, History samples, History receipts, History faults, History finals)
        implements AutoCloseable {

    static Histories in(Path directory) {
        Clock clock = Clock.systemUTC();
        return new Histories(
                directory,
                clock,
                new History(directory, "client", clock),
                new History(directory, "samples", clock),
                new History(directory, "receipts", clock),
                new History(directory, "faults", clock),
                new History(directory, "final", clock));
    }

    /** The file that the game servers append to. */
    Path effects() {
        return directory.resolve("effects.jsonl");
    }

    @Override
    public void close() {
        client.close();
        samples.close();
        receipts.close();
        faults.close();
        finals.close();
    }
}
