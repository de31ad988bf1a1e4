package io.slipway.opsmanager.release;

import io.slipway.contract.TreeReport.Difference;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Compares trees of one host with the version of one order; the host reads its files and sends nothing but digests. */
final class TreeCheck {
    private final ReleasePlan plan;
    private final Path empty;
    private boolean md5;

    TreeCheck(ReleasePlan plan) throws IOException {
        this.plan = plan;
        this.empty = Files.createDirectories(plan.work().resolve("empty"));
    }

    /** @param directory absolute, on the host */
    List<Difference> differences(String directory) throws InterruptedException {
        if (!md5) {
            try {
                return compare(
                        directory,
                        TreeSums.FAST,
                        plan.sums().fast(plan.order().manifest(), plan.files(), plan.local(), empty, plan.context()));
            } catch (OrderEndedException e) {
                if (!isAboutChecksums(e)) {
                    throw e;
                }
                md5 = true; // one of the two is older than 3.2
            }
        }
        return compare(directory, TreeSums.MD5, SumCache.md5(plan.files()));
    }

    private List<Difference> compare(String directory, String algorithm, TreeSums expected)
            throws InterruptedException {
        TreeSums.Reader found = new TreeSums.Reader();
        plan.rsync().digests(directory, algorithm, empty, found);
        return expected.differences(found.read(), plan.order().kept());
    }

    private static boolean isAboutChecksums(OrderEndedException e) {
        Failure failure = Objects.requireNonNull(e.outcome().failure());
        return failure.code() != FailureCode.DIGEST_MISMATCH
                && failure.message().contains("checksum");
    }
}
