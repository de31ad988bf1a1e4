package io.slipway.opsmanager.supervisor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions are spoken to. */
final class SupervisorVersion {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
    private static final int[] FIRST_SAFE = {3, 3, 3};

    private SupervisorVersion() {}

    /** @throws SupervisorException TOO_OLD below 3.3.3 and for a text that is no version */
    static String requireSafe(SupervisorAddress address, String version) throws SupervisorException {
        if (!isSafe(version)) {
            throw new SupervisorException(
                    SupervisorException.Kind.TOO_OLD,
                    "supervisord " + address + ": version " + version
                            + " is below 3.3.3 and lets everybody with access run any program (CVE-2017-11610)",
                    null);
        }
        return version;
    }

    static boolean isSafe(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        for (int i = 0; i < FIRST_SAFE.length; i++) {
            String found = numbers.group(i + 1);
            int number = found == null ? 0 : Integer.parseInt(found);
            if (number != FIRST_SAFE[i]) {
                return number > FIRST_SAFE[i];
            }
        }
        return true;
    }
}
