package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.slipway.job.StepKind;

/** Message to a worker: one target of one step, one attempt. At most {@link MessageLimits#ORDER_BYTES} as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PullFiles.class, name = "pull_files"),
    @JsonSubTypes.Type(value = PushFiles.class, name = "push_files"),
    @JsonSubTypes.Type(value = ApplyUpdate.class, name = "apply_update"),
    @JsonSubTypes.Type(value = ApplyClient.class, name = "apply_client"),
    @JsonSubTypes.Type(value = ControlServers.class, name = "control_servers"),
    @JsonSubTypes.Type(value = UnpackPackage.class, name = "unpack_package"),
    @JsonSubTypes.Type(value = RelayFiles.class, name = "relay_files"),
    @JsonSubTypes.Type(value = ReleaseServers.class, name = "release_servers"),
    @JsonSubTypes.Type(value = CompareTrees.class, name = "compare_trees")
})
public sealed interface WorkOrder
        permits PullFiles,
                PushFiles,
                ApplyUpdate,
                ApplyClient,
                ControlServers,
                UnpackPackage,
                RelayFiles,
                ReleaseServers,
                CompareTrees {
    OrderHeader header();

    /** Where the files of this order lie on receivers and ops managers. */
    VersionRef version();

    /** Which step this order belongs to; switch over it instead of the type. */
    @JsonIgnore
    StepKind step();
}
