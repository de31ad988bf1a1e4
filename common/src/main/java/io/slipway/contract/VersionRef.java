package io.slipway.contract;

/**
 * Names one pulled version. Its snapshot lies at {@code hot_server/{project}/{areaCode}/{uuid}/{version}} below the backup
 * root of a version receiver and below the hot-update root of an ops manager (requirement S4-2).
 *
 * @param updateType {@code hot_server}
 * @param project project code
 * @param areaCode English code of the area, for example {@code cn}
 * @param uuid the uuid of the caller's page session
 * @param version for example {@code 004200000}
 */
public record VersionRef(String updateType, String project, String areaCode, String uuid, String version) {
    /** Relative path of the snapshot, {@code /} between segments. */
    public String snapshotPath() {
        return updateType + "/" + project + "/" + areaCode + "/" + uuid + "/" + version;
    }
}
