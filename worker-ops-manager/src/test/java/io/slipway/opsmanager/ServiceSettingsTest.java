package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.silence.SilenceAccess;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of service control and silences as Spring binds them. */
class ServiceSettingsTest {
    private static final Map<String, String> GOOD = Map.of(
            "service.supervisor.user", "ops",
            "service.supervisor.password-file", "/etc/ssss.password",
            "silence.kind", "alertmanager",
            "silence.url", "http://10.0.0.9:9093",
            "silence.matchers[0]", "instance=~{ip}(:.*)?");

    @Test
    void aProjectThatIsOnlySteeredNeedsNothingElse() {
        ProjectHosts hosts = bind(GOOD);

        assertThat(hosts.takesUpdates()).isFalse();
        ServiceAccess service = java.util.Objects.requireNonNull(hosts.service());
        assertThat(service.adapter()).isEqualTo(ServiceAccess.Adapter.SUPERVISOR);
        assertThat(service.supervisorOf("10.0.0.5")).hasToString("Optional[10.0.0.5:9001]");
        SilenceAccess silence = java.util.Objects.requireNonNull(hosts.silence());
        assertThat(silence.bound()).hasMinutes(10);
        assertThat(silence.required()).isFalse();
    }

    @Test
    void sshTakesCommandsAndSystemdDefaults() {
        Map<String, String> login = Map.of(
                "service.login.user", "game",
                "service.login.key-file", "/k",
                "service.login.known-hosts-file", "/h");
        Map<String, String> ssh = new HashMap<>(login);
        ssh.put("service.adapter", "ssh");
        ssh.put("service.commands.start", "/ctl,start,{server}");
        ssh.put("service.commands.stop", "/ctl,stop,{process}");
        ssh.put("service.commands.status", "/ctl,status,{server}");
        Map<String, String> systemd = new HashMap<>(login);
        systemd.put("service.adapter", "systemd");

        ServiceAccess.Commands commands = java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(bind(ssh).service()).commands());
        assertThat(commands.start()).containsExactly("/ctl", "start", "{server}");
        assertThat(commands.runningExits()).containsExactly(0);
        assertThat(commands.stoppedExits()).containsExactly(3);
        assertThat(java.util.Objects.requireNonNull(bind(systemd).service())
                        .systemd()
                        .unit())
                .isEqualTo("game@{server}.service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.supervisor.port | 0 | supervisor.port",
                "service.supervisor.user | '' | supervisor.user",
                "service.supervisor.password-file | relative | supervisor.password-file",
                "service.adapter | ssh | set supervisor",
                "service.adapter | systemd | set supervisor",
                "service.commands.start | /x,{host} | commands",
                "service.login.user | root | login",
                "service.start-within | 10ms | start-within",
                "service.stop-within | 0s | stop-within",
                "service.command-limit | 0s | command-limit",
                "service.systemd.unit | game@{name} | systemd.unit",
                "silence.kind | webhook | matchers",
                "silence.url | ftp://x/ | url",
                "silence.url | nowhere | url",
                "silence.header-file | relative | header-file",
                "silence.matchers[0] | no matcher | matchers",
                "silence.matchers[0] | server={name} | matchers",
                "silence.bound | 0s | bound",
                "silence.limit | 0s | limit",
                "silence.comment | {who} | comment",
                "host-root | /data | cookie-file",
            })
    void aBadSettingStopsTheStartAndIsNamed(String setting, String value, String named) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(setting, value);

        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageContaining(named);
    }

    private static ProjectHosts bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", ProjectHosts.class);
    }
}
