package io.slipway.job;

/** One stage of a job and the role of the workers that do it. */
public enum StepKind {
    PULL(Role.FILE_PULL, false),
    PUSH(Role.FILE_PUSH, false),
    /** Pass on, within a region, what one push brought there. Only jobs of an area with a relay have it. */
    RELAY(Role.FILE_RELAY, false),
    APPLY(Role.OPS_MANAGER, true),
    /** Start, stop or restart processes. */
    CONTROL(Role.OPS_MANAGER, true),
    /** Put a whole version in place of another, and see it run. */
    RELEASE(Role.OPS_MANAGER, true),
    /** Look what lies on the hosts. */
    COMPARE(Role.OPS_MANAGER, false);

    private final Role role;
    private final boolean changesHosts;

    StepKind(Role role, boolean changesHosts) {
        this.role = role;
        this.changesHosts = changesHosts;
    }

    public Role role() {
        return role;
    }

    /** Whether it touches what players use: the step that a job is about. */
    public boolean changesHosts() {
        return changesHosts;
    }
}
