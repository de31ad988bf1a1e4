package io.slipway.dispatcher.preflight;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.dispatch.ProbeInquiry;
import io.slipway.dispatcher.dispatch.ProbeInquiry.Clocks;
import java.util.List;
import java.util.Optional;

/**
 * A worker that was asked.
 *
 * @param inquiries at least one
 */
record AskedWorker(WorkerHeartbeat worker, List<ProbeInquiry> inquiries) {
    /** Signatures of callbacks are good for 300 s; everything else that compares times needs far less. */
    static final long MOST_SKEW_MILLIS = 5000;

    /** Whether it said a word. */
    boolean heard() {
        return clocks().isPresent();
    }

    String id() {
        return worker.workerId();
    }

    List<ProbeCell> cells() {
        return inquiries.stream().flatMap(inquiry -> inquiry.cells().stream()).toList();
    }

    ProbeCell clock() {
        return clock(worker, clocks().orElseThrow());
    }

    static ProbeCell clock(WorkerHeartbeat worker, Clocks clocks) {
        long skew = clocks.skewMillis();
        Words found = new Words(
                "与存储的时钟相差 " + skew + " ms (上限 " + MOST_SKEW_MILLIS + "; 回调签名允许 300 s)",
                skew + " ms from the store's clock (limit " + MOST_SKEW_MILLIS + "; callback signatures allow 300 s)");
        if (Math.abs(skew) <= MOST_SKEW_MILLIS) {
            return ProbeCell.go(CheckName.WORKER_CLOCK, worker.workerId(), found);
        }
        if (Math.abs(skew) - clocks.roundTripMillis() / 2 <= MOST_SKEW_MILLIS) {
            return ProbeCell.unknown(
                    CheckName.WORKER_CLOCK,
                    worker.workerId(),
                    found,
                    new Words("应答太慢,无法判断,稍后重试", "The answer was too slow to tell, ask again later"));
        }
        return ProbeCell.noGo(
                CheckName.WORKER_CLOCK,
                worker.workerId(),
                found,
                new Words(
                        "在存储所在主机与主机 " + worker.host() + " 上执行: timedatectl set-ntp true",
                        "On the store's machine and on host " + worker.host() + " run: timedatectl set-ntp true"));
    }

    private Optional<Clocks> clocks() {
        return inquiries.stream().flatMap(inquiry -> inquiry.clocks().stream()).findFirst();
    }
}
