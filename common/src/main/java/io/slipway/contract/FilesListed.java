package io.slipway.contract;

import java.util.List;

/**
 * One page of the file list of a pull; all pages are sent before the target's {@link TargetFinished}.
 *
 * @param page 0, 1, ...; a page sent twice is stored once
 * @param files at most {@link MessageLimits#FILES_PER_PAGE}
 */
public record FilesListed(String targetId, int attempt, int page, List<Manifest.ManifestFile> files)
        implements Report {}
