package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.opsmanager.release.ReleaseAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of releases as Spring binds them. */
class ReleaseSettingsTest {
    private static final Map<String, String> GOOD = Map.of(
            "release.roots[0]", "/data",
            "release.daemon.module", "data",
            "release.daemon.module-path", "/data",
            "release.daemon.user", "game",
            "release.daemon.password-file", "/etc/ssss.password");

    @Test
    void aProjectThatIsOnlyReleasedNeedsNothingElse() {
        ProjectHosts hosts = bind(GOOD);
        assertThat(hosts.takesUpdates()).isFalse();
        ReleaseAccess release = Objects.requireNonNull(hosts.release());
        assertThat(release.adapter()).isEqualTo(ReleaseAccess.Adapter.DAEMON);
        assertThat(release.keepTrees()).isEqualTo(3);
        assertThat(release.fsync()).isFalse();
        assertThat(Objects.requireNonNull(release.daemon()).port()).isEqualTo(873);
    }

    @Test
    void withoutItsOwnDaemonTheProjectsIsTaken() {
        ReleaseAccess release = Objects.requireNonNull(bind(Map.of(
                        "release.roots[0]", "/data/ssss",
                        "host-root", "/data/ssss",
                        "cookie-file", "/etc/cookie",
                        "direct.module", "ssss",
                        "direct.user", "game",
                        "direct.password-file", "/etc/ssss.password"))
                .release());
        assertThat(Objects.requireNonNull(release.daemon()).modulePath()).isEqualTo("{hostRoot}");
    }

    @Test
    void sshTakesTheProjectsAccount() {
        ReleaseAccess release = Objects.requireNonNull(bind(Map.of(
                        "release.roots[0]", "/data/ssss",
                        "release.adapter", "ssh",
                        "adapter", "ssh",
                        "host-root", "/data/ssss",
                        "cookie-file", "/etc/cookie",
                        "ssh.user", "game",
                        "ssh.key-file", "/k",
                        "ssh.known-hosts-file", "/h"))
                .release());
        assertThat(Objects.requireNonNull(release.ssh()).user()).isEqualTo("game");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "release.roots[0] | data | roots",
                "release.roots[0] | / | roots",
                "release.roots[0] | /data/../etc | roots",
                "release.roots[0] | /da*a | roots",
                "release.keep-trees | 1 | keep-trees",
                "release.keep-trees | 21 | keep-trees",
                "release.keep-trees | x | x",
                "release.fsync | perhaps | perhaps",
                "release.adapter | ssh | daemon",
                "release.adapter | ftp | ftp",
                "release.daemon.port | 0 | daemon.port",
                "release.daemon.port | 65536 | daemon.port",
                "release.daemon.module | '' | daemon.module",
                "release.daemon.module-path | '' | daemon.module-path",
                "release.daemon.module-path | {server} | daemon.module-path",
                "release.daemon.module-path | relative | daemon.module-path",
                "release.daemon.user | '' | daemon.user",
                "release.daemon.password-file | relative | daemon.password-file",
                "release.ssh.user | game | ssh",
            })
    void aBadSettingStopsTheStartAndIsNamed(String setting, String value, String named) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(setting, value);
        assertThatThrownBy(() -> bind(settings).requireUsable())
                .satisfies(e -> assertThat(causes(e)).contains(named));
    }

    @Test
    void neitherRootsNorAccessCanBeLeftOut() {
        Map<String, String> none = new HashMap<>(GOOD);
        none.remove("release.roots[0]");
        assertThatThrownBy(() -> bind(none))
                .satisfies(e -> assertThat(causes(e)).contains("roots"));
        Map<String, String> service = Map.of(
                "release.roots[0]", "/data",
                "service.supervisor.user", "ops",
                "service.supervisor.password-file", "/etc/p");
        assertThatThrownBy(() -> bind(service).requireUsable()).hasMessageContaining("release.daemon");
    }

    private static String causes(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static ProjectHosts bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", ProjectHosts.class);
    }
}
