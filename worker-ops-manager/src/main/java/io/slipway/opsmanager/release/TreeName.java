package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a tree's directory on a host: {@code {tree}~{jobSeq}-{attempt}} of the attempt that filled it. So two attempts never
 * write into one directory, and the same version can be laid down again beside a damaged copy of itself.
 */
final class TreeName {
    private static final Pattern OWN = Pattern.compile("([^~/]+)~(\\d{1,18})-(\\d{1,9})");
    static final String ADOPTED = "adopted-";

    private TreeName() {}

    static String of(String tree, OrderHeader header) {
        return tree + "~" + header.jobSeq() + "-" + header.attempt();
    }

    /** The version's part, which is what everybody else knows it by. */
    static String tree(String directory) {
        int end = directory.indexOf('~');
        return end < 0 ? directory : directory.substring(0, end);
    }

    /** Whether an attempt that is older than this one, or this one, filled the directory. */
    static boolean isNoNewer(String directory, OrderHeader header) {
        Matcher own = OWN.matcher(directory);
        return own.matches()
                && new Fence(Long.parseLong(own.group(2)), Integer.parseInt(own.group(3))).compareTo(Fence.of(header))
                        <= 0;
    }
}
