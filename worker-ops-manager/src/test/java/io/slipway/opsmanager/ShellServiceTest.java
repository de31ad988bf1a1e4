package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServiceAction;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.peers.SshServer;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Service control over a real sshd: a site's own script, and a stand-in for systemctl. */
@Tag("slow")
@Timeout(120)
class ShellServiceTest {
    private static final String HOST = "127.0.1.76";

    /** Starts, stops and tells of a process by a pid file; its arguments are a verb and a name. */
    private static final String SCRIPT = """
            #!/bin/bash
            here=$(dirname "$0")
            pidfile="$here/$2.pid"
            alive() { [ -e "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }
            case $1 in
              start)
                [ "$2" = broken ] && { echo "no such level"; exit 7; }
                alive || { setsid sleep 1000 >/dev/null 2>&1 </dev/null & echo $! >"$pidfile"; } ;;
              stop) alive && kill "$(cat "$pidfile")"; rm -f "$pidfile"; exit 0 ;;
              status) alive && { cat "$pidfile"; echo up; exit 0; }; echo down; exit 3 ;;
            esac
            """;

    /** Answers as systemctl does for units that the script above runs. */
    private static final String SYSTEMCTL = """
            #!/bin/bash
            here=$(dirname "$0")
            unit="${@: -1}"
            case $unit in game@*.service) ;; *) echo "LoadState=not-found"; exit 0 ;; esac
            name=${unit#game@}; name=${name%.service}
            case $1 in
              start|stop) [ "$2" = --no-block ] || exit 9; "$here/ctl.sh" "$1" "$name" ;;
              show)
                if pid=$("$here/ctl.sh" status "$name"); then
                  pid=$(head -n 1 <<<"$pid")
                  printf 'LoadState=loaded\\nActiveState=active\\nSubState=running\\nResult=success\\nMainPID=%s\\n' "$pid"
                  printf 'ExecMainStartTimestampMonotonic=%s\\n' "$(cut -d' ' -f22 /proc/"$pid"/stat)"
                else
                  printf 'LoadState=loaded\\nActiveState=inactive\\nSubState=dead\\nResult=success\\nMainPID=0\\n'
                  printf 'ExecMainStartTimestampMonotonic=0\\n'
                fi ;;
            esac
            """;

    @TempDir
    static Path machine;

    private static SshServer sshd;
    private static Path script;
    private static Path systemctl;

    @TempDir
    Path directory;

    private ServiceSite site;

    @BeforeAll
    static void startHost() throws IOException {
        sshd = SshServer.start(machine.resolve("sshd"), HOST);
        script = executable("ctl.sh", SCRIPT);
        systemctl = executable("systemctl", SYSTEMCTL);
    }

    @AfterAll
    static void stopHost() {
        sshd.close();
    }

    @BeforeEach
    void makeSite() throws IOException {
        site = new ServiceSite(directory, ssh(List.of(script.toString(), "status", "{server}"), null));
    }

    @AfterEach
    void endProcesses() throws IOException {
        for (String name : List.of("qq_1", "qq_2")) {
            long pid = pid(name);
            if (pid != 0) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            Files.deleteIfExists(machine.resolve(name + ".pid"));
        }
    }

    @Test
    void aSitesOwnCommandsStartRestartAndStop() throws Exception {
        Outcome started = site.run(ServiceAction.START, HOST, "qq_1", "qq_2");
        long first = pid("qq_1");
        Outcome restarted = site.run(ServiceAction.RESTART, HOST, "qq_1", "qq_2");
        long second = pid("qq_1");
        Outcome stopped = site.run(ServiceAction.STOP, HOST, "qq_1", "qq_2");

        assertThat(started.kind()).as("%s", started).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(restarted.kind()).as("%s", restarted).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(restarted, "qq_1").update().data()).contains("pid " + first + " → " + second);
        assertThat(stopped.kind()).as("%s", stopped).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(pid("qq_1")).isZero();
    }

    @Test
    void aCommandThatFailsSaysWhatItPrinted() throws Exception {
        Outcome outcome = site.run(ServiceAction.START, HOST, "broken");

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.PROCESS_FAILED);
        assertThat(result(outcome, "broken").update().data()).isEqualTo("启动被拒绝: 命令退出码 7: no such level");
    }

    @Test
    void aPatternTellsRunningWhereExitCodesDoNot() throws Exception {
        ServiceSite patterns = new ServiceSite(
                directory.resolve("p"), ssh(List.of("sh", "-c", script + " status {server}; true"), "^up$"));

        assertThat(patterns.run(ServiceAction.START, HOST, "qq_1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(patterns.run(ServiceAction.START, HOST, "qq_1"), "qq_1")
                        .update()
                        .data())
                .startsWith("已在运行");
    }

    @Test
    void aStatusThatCannotBeUnderstoodTouchesNothing() throws Exception {
        ServiceSite unclear =
                new ServiceSite(directory.resolve("u"), ssh(List.of("sh", "-c", "echo odd; exit 42"), null));

        Outcome outcome = unclear.run(ServiceAction.START, HOST, "qq_1");

        assertThat(result(outcome, "qq_1").update().data()).contains("进程状态未知,未操作", "42", "odd");
        assertThat(pid("qq_1")).isZero();
    }

    @Test
    void aCommandThatHangsIsEndedOnTheHost() throws Exception {
        ServiceSite hanging = new ServiceSite(directory.resolve("h"), ssh(List.of("sleep", "1000"), null));

        Outcome outcome = hanging.run(ServiceAction.START, HOST, "qq_1");

        assertThat(result(outcome, "qq_1").update().data()).contains("状态命令超时");
    }

    @Test
    void systemdUnitsAreSteeredByTheirStates() throws Exception {
        ServiceSite units = new ServiceSite(directory.resolve("sd"), systemd("game@{server}.service"));

        assertThat(units.run(ServiceAction.START, HOST, "qq_1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        long first = pid("qq_1");
        Outcome restarted = units.run(ServiceAction.RESTART, HOST, "qq_1");
        assertThat(result(restarted, "qq_1").update().data()).contains("pid " + first + " → " + pid("qq_1"));
        assertThat(units.run(ServiceAction.STOP, HOST, "qq_1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void aUnitThatDoesNotExistIsAMatterOfConfiguration() throws Exception {
        Outcome outcome = new ServiceSite(directory.resolve("sd"), systemd("other@{server}.service"))
                .run(ServiceAction.START, HOST, "qq_1");

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.CONFIG);
    }

    @Test
    void unitsOfARealSystemdAreSteered() throws Exception {
        Path units = Path.of("/run/systemd/system");
        if (!Files.isWritable(units)) {
            System.out.println("NOT RUN: unitsOfARealSystemdAreSteered needs root and a systemd that runs;"
                    + " only a stand-in for systemctl was steered");
        }
        assumeTrue(Files.isWritable(units), "NOT RUN: no systemd here");
        Path unit = Files.writeString(units.resolve("slipway-test@.service"), "[Service]\nExecStart=/bin/sleep 1000\n");
        try {
            ServiceSite real = new ServiceSite(
                    directory.resolve("sd"),
                    access(
                            ServiceAccess.Adapter.SYSTEMD,
                            null,
                            new ServiceAccess.Systemd("slipway-test@{server}.service", List.of("systemctl"))));
            for (ServiceAction action : List.of(ServiceAction.START, ServiceAction.RESTART, ServiceAction.STOP)) {
                Outcome outcome = real.run(action, HOST, "qq_1");
                assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
            }
        } finally {
            Files.delete(unit);
        }
    }

    @Test
    void aHostWithoutSshdIsUnknownNotStopped() throws Exception {
        Outcome outcome = site.run(ServiceAction.STOP, "127.0.1.77", "qq_1");

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(result(outcome, "qq_1").update().data()).startsWith("进程状态未知,未操作: 主机不可达");
    }

    private static ServiceAccess ssh(List<String> status, @Nullable String pattern) {
        ServiceAccess.Commands commands = new ServiceAccess.Commands(
                List.of(script.toString(), "start", "{server}"),
                List.of(script.toString(), "stop", "{process}"),
                status,
                Set.of(0),
                Set.of(3),
                pattern);
        return access(ServiceAccess.Adapter.SSH, commands, new ServiceAccess.Systemd("x", List.of("systemctl")));
    }

    private static ServiceAccess systemd(String unit) {
        return access(
                ServiceAccess.Adapter.SYSTEMD, null, new ServiceAccess.Systemd(unit, List.of(systemctl.toString())));
    }

    private static ServiceAccess access(
            ServiceAccess.Adapter adapter, ServiceAccess.@Nullable Commands commands, ServiceAccess.Systemd systemd) {
        return new ServiceAccess(
                adapter,
                null,
                new ServiceAccess.SshLogin(sshd.user(), sshd.port(), sshd.clientKey(), sshd.knownHosts()),
                commands,
                systemd,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
    }

    private static Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(machine.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static long pid(String name) throws IOException {
        Path file = machine.resolve(name + ".pid");
        return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    }

    private static ServerResult result(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server), outcome::toString);
    }
}
