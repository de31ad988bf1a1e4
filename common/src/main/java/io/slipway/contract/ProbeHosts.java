package io.slipway.contract;

import java.util.List;

/**
 * Could an update be applied on these game hosts?
 *
 * @param area Chinese name of the area
 * @param shared whether the ops manager's own roots and files are asked for too; in one probe of several it is true
 * @param cdnRoots CDN hosts of the area's client updates, looked at with what is shared
 */
public record ProbeHosts(
        String probeId,
        long limitMillis,
        String project,
        String area,
        String areaCode,
        boolean shared,
        List<String> cdnRoots,
        List<ProbedHost> hosts)
        implements Probe {
    /** @param servers names of its game servers; none: whatever is registered there */
    public record ProbedHost(String ip, List<String> servers) {}
}
