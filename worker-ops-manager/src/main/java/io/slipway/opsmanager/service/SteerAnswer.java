package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;

/**
 * What the host said to a start or stop.
 *
 * @param code why it was refused; INTERNAL_ERROR elsewhere, unused
 * @param sentence for people, Chinese; empty where it was taken
 */
record SteerAnswer(Kind kind, FailureCode code, String sentence) {
    enum Kind {
        /** Taken, or already so: its state will tell. */
        TAKEN,
        /** It will not happen. */
        REFUSED,
        /** Perhaps taken; its state will tell, and it may be asked once more. */
        IN_DOUBT
    }

    static final SteerAnswer TAKEN = new SteerAnswer(Kind.TAKEN, FailureCode.INTERNAL_ERROR, "");

    static SteerAnswer taken(String remark) {
        return new SteerAnswer(Kind.TAKEN, FailureCode.INTERNAL_ERROR, remark);
    }

    static SteerAnswer refused(FailureCode code, String sentence) {
        return new SteerAnswer(Kind.REFUSED, code, sentence);
    }

    static SteerAnswer inDoubt(String why) {
        return new SteerAnswer(Kind.IN_DOUBT, FailureCode.OUTCOME_UNKNOWN, why);
    }
}
