package io.slipway.job;

/** One stage of a job and the role of the workers that do it. */
public enum StepKind {
    PULL(Role.FILE_PULL),
    PUSH(Role.FILE_PUSH),
    APPLY(Role.OPS_MANAGER);

    private final Role role;

    StepKind(Role role) {
        this.role = role;
    }

    public Role role() {
        return role;
    }
}
