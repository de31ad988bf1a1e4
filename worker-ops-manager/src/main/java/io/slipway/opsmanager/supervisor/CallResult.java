package io.slipway.opsmanager.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call among several: a value or a fault.
 *
 * @param result null where there is a fault
 * @param fault null where there is a result
 */
public record CallResult(@Nullable Object result, @Nullable SupervisorFault fault) {
    static CallResult of(Object entry) throws MalformedAnswerException {
        if (entry instanceof java.util.Map<?, ?> members && members.containsKey("faultCode")) {
            return new CallResult(null, SupervisorFault.of(entry));
        }
        return new CallResult(entry, null);
    }

    /** The value. @throws SupervisorFault where it was refused */
    Object value() throws SupervisorFault {
        SupervisorFault refused = fault;
        if (refused != null) {
            throw refused;
        }
        return java.util.Objects.requireNonNull(result);
    }
}
