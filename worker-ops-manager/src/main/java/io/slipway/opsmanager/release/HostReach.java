package io.slipway.opsmanager.release;

import java.util.List;

/** How rsync reaches the files of one host. */
interface HostReach {
    String ip();

    /** For every rsync. */
    List<String> options();

    /**
     * A directory of the host as an operand of rsync, with a slash at its end.
     *
     * @param directory absolute
     * @throws io.slipway.worker.OrderEndedException CONFIG where it cannot be reached this way
     */
    String operand(String directory);

    /** A directory of the host as {@code --link-dest} wants it. */
    String linkDest(String directory);
}
