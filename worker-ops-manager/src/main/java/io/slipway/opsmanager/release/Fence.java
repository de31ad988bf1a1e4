package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest order that has come to a live directory. On a host it is one line: {@code {jobSeq} {attempt}}. */
record Fence(long jobSeq, int attempt) implements Comparable<Fence> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) (\\d{1,9})\\s*");
    private static final Comparator<Fence> ORDER =
            Comparator.comparingLong(Fence::jobSeq).thenComparingInt(Fence::attempt);

    static Fence of(OrderHeader header) {
        return new Fence(header.jobSeq(), header.attempt());
    }

    /** Empty for what is no fence. */
    static Optional<Fence> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Fence(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    String text() {
        return jobSeq + " " + attempt + "\n";
    }

    /** @throws OrderEndedException STALE_FENCE where this one is newer than the order */
    void admit(OrderHeader header) {
        if (compareTo(of(header)) > 0) {
            throw stale(this, header);
        }
    }

    static OrderEndedException stale(Fence found, OrderHeader header) {
        return OrderEndedException.failed(
                FailureCode.STALE_FENCE,
                "已有更新的任务 " + found.jobSeq + " (第 " + found.attempt + " 次) 改过该目录,本任务 " + header.jobSeq() + " (第 "
                        + header.attempt() + " 次) 未做任何改动 · a newer job has changed it, nothing was done");
    }

    @Override
    public int compareTo(Fence other) {
        return ORDER.compare(this, other);
    }
}
