package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.job.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Push the files of a manifest to one rsync manager.
 *
 * @param manifest digest of the {@link Manifest}, fetched by {@link ManifestRequest}
 * @param basis versions the manager may hold already, most similar first, at most {@link #MOST_BASES}: their equal files are
 *     linked instead of sent; null for none
 */
public record PushFiles(
        OrderHeader header,
        VersionRef version,
        RsyncManager manager,
        String manifest,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VersionRef> basis)
        implements WorkOrder {
    public static final int MOST_BASES = 3;

    /** Without a basis. */
    public PushFiles(OrderHeader header, VersionRef version, RsyncManager manager, String manifest) {
        this(header, version, manager, manifest, null);
    }

    @Override
    public StepKind step() {
        return StepKind.PUSH;
    }
}
