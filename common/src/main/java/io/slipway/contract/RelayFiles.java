package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.job.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pass the files of a manifest on, from where a push brought them within a region to one of its rsync managers.
 *
 * @param basis as in {@link PushFiles}
 */
public record RelayFiles(
        OrderHeader header,
        VersionRef version,
        RsyncManager manager,
        String manifest,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VersionRef> basis)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.RELAY;
    }
}
