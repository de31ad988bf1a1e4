package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Names one pulled version. Its snapshot lies at {@code {updateType}/{project}/{areaCode}/{uuid}/{version}} below the backup
 * root of a version receiver and below the hot-update root of an ops manager (requirement S4-2).
 *
 * @param updateType {@link #HOT_SERVER}, {@link #HOT_CLIENT}, {@link #RELEASE}, {@link #SERVICE} or
 *     {@link #DRIFT}
 * @param project project code
 * @param areaCode English code of the area, for example {@code cn}
 * @param uuid the uuid of the caller's page session
 * @param version for example {@code 004200000}
 * @param clientType 0 or 1 for a client's files, where the caller said it; null for those of game servers
 */
public record VersionRef(
        String updateType,
        String project,
        String areaCode,
        String uuid,
        String version,
        @Nullable Integer clientType) {
    /** Files of game servers. */
    public static final String HOT_SERVER = "hot_server";
    /** Files of the game's client, which lie on a CDN. */
    public static final String HOT_CLIENT = "hot_client";
    /**
     * A whole version as it was built; {@code uuid} is that of the job that unpacked it, and with it its place: what is unpacked
     * is never written again.
     */
    public static final String RELEASE = "release";
    /** Hosts are looked at and no files move: {@code version} says the same. */
    public static final String DRIFT = "drift";
    /** Processes are steered and no files move: {@code version} is the wire form of the {@link ServiceAction}. */
    public static final String SERVICE = "service";

    /** Without a client type. */
    public VersionRef(String updateType, String project, String areaCode, String uuid, String version) {
        this(updateType, project, areaCode, uuid, version, null);
    }

    /** Relative path of the snapshot, {@code /} between segments. */
    public String snapshotPath() {
        return updateType + "/" + project + "/" + areaCode + "/" + uuid + "/" + version;
    }

    /** The same files as another caller would name them who left the client type open. */
    public VersionRef ofAnyClient() {
        return new VersionRef(updateType, project, areaCode, uuid, version);
    }
}
