package io.slipway.job;

import java.util.List;

/** What a job does, and the order of its steps. {@link StepKind#RELAY} is left out where the area has no relay. */
public enum JobKind {
    /** Snapshot a version directory and list its files. */
    FILE_PULL(List.of(StepKind.PULL)),
    /** Bring chosen files to running game servers and load them. */
    HOT_UPDATE(List.of(StepKind.PULL, StepKind.PUSH, StepKind.RELAY, StepKind.APPLY)),
    /** Bring chosen files of the game's client to directories of a CDN. */
    CLIENT_UPDATE(List.of(StepKind.PULL, StepKind.PUSH, StepKind.RELAY, StepKind.APPLY)),
    /** Start, stop or restart the processes of game servers. */
    SERVICE(List.of(StepKind.CONTROL)),
    /** Unpack a version as it was built, once, and list its files. */
    PACKAGE(List.of(StepKind.PULL)),
    /** Put a version on chosen game servers; a rollback and a converge are the same with other versions and servers. */
    RELEASE(List.of(StepKind.PUSH, StepKind.RELAY, StepKind.RELEASE)),
    /** Compare what lies on the hosts with what the record says. */
    DRIFT(List.of(StepKind.COMPARE));

    private final List<StepKind> steps;

    JobKind(List<StepKind> steps) {
        this.steps = steps;
    }

    public List<StepKind> steps() {
        return steps;
    }

    public StepKind lastStep() {
        return steps.get(steps.size() - 1);
    }

    /** Whether it changes hosts: such a job holds its location and tells the CMDB. */
    public boolean changesHosts() {
        return lastStep().changesHosts();
    }

    /** Whether files go to rsync managers. */
    public boolean pushesFiles() {
        return steps.contains(StepKind.PUSH);
    }

    /** Whether the CMDB is told of each IP as it ends. */
    public boolean toldPerIp() {
        return changesHosts() && this != CLIENT_UPDATE;
    }
}
