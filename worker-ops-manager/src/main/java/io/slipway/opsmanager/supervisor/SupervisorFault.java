package io.slipway.opsmanager.supervisor;

import java.util.Map;

/** supervisord answered, and refused the call. */
public final class SupervisorFault extends SupervisorException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final long number;

    public SupervisorFault(FaultCode code, long number, String text) {
        super(Kind.FAULT, text, null);
        this.code = code;
        this.number = number;
    }

    /** @param struct of faultCode and faultString */
    static SupervisorFault of(Object struct) throws MalformedAnswerException {
        if (struct instanceof Map<?, ?> members
                && members.get("faultCode") instanceof Long number
                && members.get("faultString") instanceof String text) {
            return new SupervisorFault(FaultCode.of(number), number, text);
        }
        throw new MalformedAnswerException("a fault without faultCode and faultString", null);
    }

    public FaultCode code() {
        return code;
    }

    /** As on the wire, also where the code is {@link FaultCode#OTHER}. */
    public long number() {
        return number;
    }
}
