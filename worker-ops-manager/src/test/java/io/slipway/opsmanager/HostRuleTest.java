package io.slipway.opsmanager;

import static io.slipway.production.RefusedStarts.row;

import io.slipway.production.RefusedStarts;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostRuleTest {
    private static final String PROJECTS = "slipway.ops-manager.projects.";
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry(PROJECTS + "ssss.adapter", "ssh"),
            Map.entry(PROJECTS + "ssss.host-root", "/data/ssss"),
            Map.entry(PROJECTS + "ssss.service.adapter", "systemd"),
            Map.entry(PROJECTS + "ssss.release.adapter", "ssh"),
            Map.entry(PROJECTS + "near.adapter", "direct"),
            Map.entry(PROJECTS + "near.host-root", "/data/near"),
            Map.entry("slipway.private-networks", "near"));

    static Stream<Arguments> rows() {
        return Stream.of(
                row(PROJECTS + "ssss.adapter", "direct", PROJECTS + "ssss.adapter"),
                row(PROJECTS + "ssss.adapter", null, PROJECTS + "ssss.adapter"),
                row(PROJECTS + "ssss.service.adapter", "supervisor", PROJECTS + "ssss.service.adapter"),
                row(PROJECTS + "ssss.release.adapter", "daemon", PROJECTS + "ssss.release.adapter"),
                row(PROJECTS + "far.hostRoot", "/data/far", PROJECTS + "far.adapter"),
                row("slipway.private-networks", null, PROJECTS + "near.adapter"),
                row("slipway.private-networks", "ssss", PROJECTS + "near.adapter"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("rows")
    void aProductionStartIsRefusedAndNames(String key, @Nullable String value, String named) {
        new RefusedStarts(GOOD, new HostRule()).check(key, value, named);
    }
}
