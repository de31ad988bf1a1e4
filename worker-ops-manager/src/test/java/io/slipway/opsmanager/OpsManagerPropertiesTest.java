package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.GameServer;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.opsmanager.template.PathTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

class OpsManagerPropertiesTest {
    private static final String PREFIX = "slipway.ops-manager.";
    private static final String ANY = PREFIX + "projects[*].";
    private static final List<String> REQUIRED = List.of(
            PREFIX + "hot-root=/data/hot_backup",
            PREFIX + "journal=/var/lib/slipway/journal",
            ANY + "host-root=/data/{project}",
            ANY + "cookie-file=/etc/slipway/cookie",
            ANY + "direct.module=game",
            ANY + "direct.user=slipway",
            ANY + "direct.password-file=/etc/slipway/rsync.password");

    @TempDir
    Path directory;

    @Configuration
    @EnableConfigurationProperties(OpsManagerProperties.class)
    static class Settings {}

    @Test
    void defaultsFillWhatIsNotSet() {
        with().run(context -> {
            OpsManagerProperties properties = context.getBean(OpsManagerProperties.class);
            assertThat(properties.rsync()).isEqualTo(Duration.ofMinutes(10));
            assertThat(properties.silence()).isEqualTo(Duration.ofSeconds(30));
            assertThat(properties.connect()).isEqualTo(Duration.ofSeconds(5));
            assertThat(properties.stage()).isEqualTo(Duration.ofSeconds(60));
            ProjectHosts hosts = properties.hostsOf("anything").orElseThrow();
            assertThat(hosts.adapter()).isEqualTo(ProjectHosts.Adapter.DIRECT);
            assertThat(Objects.requireNonNull(hosts.direct()).port()).isEqualTo(873);
            HostLayout host = layout(hosts);
            assertThat(host.root()).isEqualTo("/data/ssss");
            assertThat(host.stage()).isEqualTo("/data/ssss/.slipway/stage/42-3");
            assertThat(host.pathInModule(hosts.direct())).isEqualTo(".slipway/stage/42-3");
            assertThat(host.liveDirectory(new GameServer("game", "qq_1"))).isEqualTo("/data/ssss/qq_1");
            assertThat(host.node(new GameServer("game", "qq_1"))).hasToString("qq_1@10.0.0.7 at 10.0.0.7");
        });
    }

    @Test
    void projectsAreSetUpApart() {
        with(
                        PREFIX + "projects.ssss.adapter=ssh",
                        PREFIX + "projects.ssss.host-root=/data/game/{areaCode}/{area}",
                        PREFIX + "projects.ssss.live-dir=servers/{server}/lib",
                        PREFIX + "projects.ssss.node-name={project}_{server}@{ip}",
                        PREFIX + "projects.ssss.epmd-port=4370",
                        PREFIX + "projects.ssss.cookie-file=/etc/slipway/ssss.cookie",
                        PREFIX + "projects.ssss.ssh.user=game",
                        PREFIX + "projects.ssss.ssh.key-file=/etc/slipway/ssss.key",
                        PREFIX + "projects.ssss.ssh.known-hosts-file=/etc/slipway/known_hosts")
                .run(context -> {
                    OpsManagerProperties properties = context.getBean(OpsManagerProperties.class);
                    ProjectHosts hosts = properties.hostsOf("ssss").orElseThrow();
                    HostLayout host = layout(hosts);
                    assertThat(host.liveDirectory(new GameServer("game", "qq_1")))
                            .isEqualTo("/data/game/cn/大陆/servers/qq_1/lib");
                    assertThat(host.node(new GameServer("game", "qq_1")).nodeName())
                            .isEqualTo("ssss_qq_1@10.0.0.7");
                    assertThat(properties.hostsOf("other").orElseThrow().adapter())
                            .isEqualTo(ProjectHosts.Adapter.DIRECT);
                    assertThat(new SshLink(host, Objects.requireNonNull(hosts.ssh()), Duration.ofSeconds(5)).client())
                            .startsWith("ssh", "-F", "none", "-i", "/etc/slipway/ssss.key", "-p", "22")
                            .contains(
                                    "BatchMode=yes",
                                    "StrictHostKeyChecking=yes",
                                    "UserKnownHostsFile=/etc/slipway/known_hosts",
                                    "ConnectTimeout=5");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            projects[*].host-root=/data/{server}             | unknown placeholder {server}
            projects[*].host-root=data/game                  | not a plain absolute directory
            projects[*].host-root=/data/../etc               | not a plain absolute directory
            projects[*].live-dir=/data/{home}                | unknown placeholder {home}
            projects[*].live-dir=/data/{server               | whole placeholders
            projects[*].live-dir={hostRoot}/../{server}      | not a plain absolute directory
            projects[*].node-name={server}@{host}            | unknown placeholder {host}
            projects[*].node-name={server} {ip}              | no node name
            projects[*].epmd-port=0                          | a port is 1 to 65535
            projects[*].cookie-file=cookie                   | absolute path
            projects[*].direct.module-path=/srv/other        | is not a directory above the staged files
            projects[*].direct.module-path={hostRoot}/qq     | is not a directory above the staged files
            projects[*].direct.port=70000                    | a port is 1 to 65535
            projects[*].direct.user=                         | direct.user: must be set
            projects[*].adapter=ssh                          | set ssh
            projects[*].unknown=1                            | unknown
            hot-root=hot                                     | absolute path
            journal=/data/hot_backup/journal                 | must not lie below hot-root
            connect=10ms                                     | at least 1 s
            rsync=10s                                        | at least connect and silence together
            colour=blue                                      | colour
            """)
    void wrongSettingStopsTheStart(String setting, String reason) {
        with(PREFIX + setting).run(context -> assertThat(context.getStartupFailure())
                .as(setting)
                .isNotNull()
                .hasStackTraceContaining(reason));
    }

    @Test
    void originsOfACdnAreSetUpByHostName() {
        with(cdn("root=/data/cdn/{cdnRoot}", "paths.0={cdnDir}/{name}", "paths.1={cdnDir}/{version}/{name}"))
                .run(context -> {
                    ProjectHosts hosts = context.getBean(OpsManagerProperties.class)
                            .hostsOf("ssss")
                            .orElseThrow();
                    CdnOrigin origin =
                            hosts.originOf("res.ssss.chuangyunet.com").orElseThrow();
                    assertThat(origin.paths()).containsEntry(1, "{cdnDir}/{version}/{name}");
                    assertThat(origin.checkFresh()).isEqualTo(CdnOrigin.Fresh.HEADER);
                    assertThat(origin.checkThreads()).isEqualTo(4);
                    assertThat(hosts.originOf("other.example.com")).isEmpty();
                });
        with(
                        ANY + "cdn[*].rsync.host=127.0.0.1",
                        ANY + "cdn[*].rsync.module=cdn",
                        ANY + "cdn[*].rsync.user=cdn_user",
                        ANY + "cdn[*].rsync.path={cdnRoot}",
                        ANY + "cdn[*].rsync.password-file=/etc/slipway/cdn.password",
                        ANY + "cdn[*].paths.0={cdnDir}/{name}",
                        ANY + "cdn[*].check-url=http://127.0.0.1:8080/{cdnRoot}/{path}",
                        ANY + "cdn[*].purge.url=http://127.0.0.1:8080/purge/{cdnRoot}/{cdnDir}")
                .run(context -> assertThat(context.getBean(OpsManagerProperties.class)
                                .hostsOf("ssss")
                                .orElseThrow()
                                .originOf("other.example.com"))
                        .isPresent());
    }

    @Test
    void theSampleSettingsAreUsable() throws Exception {
        PropertySource<?> sample = new YamlPropertySourceLoader()
                .load("sample", new FileSystemResource("../deploy/distributed/slipway-ops-manager.yaml"))
                .get(0);
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addFirst(sample))
                .run(context -> assertThat(context.getBean(OpsManagerProperties.class)
                                .hostsOf("ssss")
                                .orElseThrow()
                                .originOf("res.ssss.chuangyunet.com")
                                .orElseThrow()
                                .paths())
                        .containsOnlyKeys(0, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            root=data/cdn                                   | not a plain absolute directory
            root=/data/../cdn                               | not a plain absolute directory
            root=/                                          | not a plain absolute directory
            root=/data/{cdnDir}                             | unknown placeholder {cdnDir}
            rsync.host=127.0.0.1                            | only one of them
            paths.2={cdnDir}/{name}                         | client types are 0 and 1
            paths.1={cdnDir}/x                              | must end with /{name}
            paths.1={cdnDir}/{name}/{name}                  | have it once
            paths.1=all/{name}                              | use {cdnDir} in it
            paths.1=/{cdnDir}/{name}                        | not a plain relative directory
            paths.1=../{cdnDir}/{name}                      | not a plain relative directory
            paths.1={cdnDir}/.slipway/{name}                | not a plain relative directory
            paths.1={cdnDir}/{uuid}/{name}                  | unknown placeholder {uuid}
            check-url=ftp://127.0.0.1/{path}                | http or https
            check-url=/{path}                               | http or https
            check-url=http://user:pw@127.0.0.1/{path}       | http or https
            check-url=http://{cdnDir}.example.com/{path}    | the host must stand there as it is
            check-url=http://127.0.0.1/{path}{uuid}         | unknown placeholder {uuid}
            check-url=http://127.0.0.1/ {path}              | not a URL
            check-threads=0                                 | check-threads
            check-limit=0s                                  | check-limit
            check-fresh=maybe                               | check-fresh
            purge.method=PURGE                              | purge.url
            purge.colour=blue                               | purge
            cdn-root=x                                      | cdn-root
            """)
    void wrongOriginStopsTheStart(String setting, String reason) {
        with(cdn("root=/data/cdn", "paths.0={cdnDir}/{name}", setting))
                .run(context -> assertThat(context.getStartupFailure())
                        .as(setting)
                        .isNotNull()
                        .hasStackTraceContaining(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [*].root=/data/cdn                              | use {cdnRoot} in it
            [*].root=/data/{cdnRoot},[*].check-url=http://{cdnRoot}/{path}  | the host must stand there as it is
            [*].root=/data/{cdnRoot},[*].purge.url=http://{cdnRoot}/purge   | the host must stand there as it is
            [../etc].root=/data/{cdnRoot}                   | not a host name
            [127.0.0.1].root=/data/{cdnRoot}                | not a host name
            [a.example.com].check-limit=1s                  | set root or rsync
            [a.example.com].rsync.host=cdn.example.com      | rsync
            """)
    void wrongKeyOrIncompleteOriginStopsTheStart(String settings, String reason) {
        List<String> all = new ArrayList<>();
        for (String setting : settings.split(",")) {
            all.add(ANY + "cdn" + setting);
        }
        String key = settings.substring(0, settings.indexOf(']') + 1);
        all.add(ANY + "cdn" + key + ".paths.0={cdnDir}/{name}");
        with(all.toArray(String[]::new)).run(context -> assertThat(context.getStartupFailure())
                .as(settings)
                .isNotNull()
                .hasStackTraceContaining(reason));
    }

    private static String[] cdn(String... settings) {
        return java.util.Arrays.stream(settings)
                .map(setting -> ANY + "cdn[res.ssss.chuangyunet.com]." + setting)
                .toArray(String[]::new);
    }

    @Test
    void missingSettingsAreNamed() {
        for (String missing : REQUIRED) {
            List<String> rest = new ArrayList<>(REQUIRED);
            rest.remove(missing);
            String key = missing.substring(0, missing.indexOf('='));
            new ApplicationContextRunner()
                    .withUserConfiguration(Settings.class)
                    .withPropertyValues(rest.toArray(String[]::new))
                    .run(context -> assertThat(context.getStartupFailure())
                            .as(key)
                            .isNotNull()
                            .hasStackTraceContaining(key.substring(key.lastIndexOf('.') + 1)));
        }
    }

    @Test
    void configurationMakesTheHandler() {
        new ApplicationContextRunner()
                .withUserConfiguration(OpsManagerConfiguration.class)
                .withPropertyValues(REQUIRED.toArray(String[]::new))
                .withPropertyValues(PREFIX + "journal=" + directory.resolve("journal"))
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .hasSingleBean(ApplyUpdateHandler.class)
                            .hasSingleBean(ApplyClientHandler.class);
                    assertThat(directory.resolve("journal")).isDirectory();
                });
    }

    @Test
    void placeholderInAValueIsNotExpandedAgain() {
        PathTemplate template = PathTemplate.of("x", "/{area}/{ip}", java.util.Set.of("area", "ip"));
        assertThat(template.expand(Map.of("area", "{ip}$1\\", "ip", "10.0.0.1")))
                .isEqualTo("/{ip}$1\\/10.0.0.1");
    }

    private static HostLayout layout(ProjectHosts hosts) {
        VersionRef version = new VersionRef("hot_server", "ssss", "cn", "uuid-1", "1");
        return HostLayout.of(hosts, version, "大陆", "10.0.0.7", 42, 3);
    }

    private static ApplicationContextRunner with(String... more) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues(REQUIRED.toArray(String[]::new))
                .withPropertyValues(more);
    }
}
