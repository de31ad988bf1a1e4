package io.slipway.chaos.check;

/** What must never happen; a run passes when each of these happened zero times. */
enum Goal {
    LOST("answered with 202, and the installation does not know it"),
    STUCK("not over when the run ended, two minutes after the last fault"),
    MISSING_TARGET("accepted without one of its hosts"),
    NEEDLESS_ATTEMPT("handed out again though its worker was there and nothing was broken"),
    TWO_ENDS("ended, and later ended otherwise"),
    DUPLICATE_EFFECT("a command that must not run twice ran twice on one host"),
    UNASKED_EFFECT("a command ran that nobody had asked for"),
    UNTRUE_SUCCESS("reported as succeeded, and the command did not run"),
    UNTRUE_FAILURE("reported as failed, and the command ran"),
    STALE_EFFECT("a command ran under the fence of another job, or none"),
    FENCE_BACK("the fence of a host went back"),
    MIXED_TREE("a live tree had files of two versions, or could not be read"),
    ORDER("a callback came before what has to come before it was taken"),
    MISSING_CALLBACK("never taken by the CMDB"),
    MANY_FINALS("more than one id of final callbacks of a job"),
    DIFFERING_BYTES("one id of callbacks with different bodies"),
    BAD_SIGNATURE("the signature or time of a callback is wrong"),
    CONTRADICTION("callback and installation say different things"),
    DEAD_LETTER("a message that nobody could take"),
    NOT_REACHED("a crash point that was armed and that no process came to, or a planned case that is not told"),
    NOTHING_SHOWN("the run is too poor to show anything");

    private final String meaning;

    Goal(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
