package io.slipway.chaos.check;

/** Looks for one kind of wrong in the histories. */
interface Rule {
    void check(Run run, Findings findings);
}
