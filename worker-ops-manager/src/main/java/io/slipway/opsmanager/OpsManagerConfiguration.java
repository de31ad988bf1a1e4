package io.slipway.opsmanager;

import io.slipway.check.Site;
import io.slipway.file.NameEncoding;
import io.slipway.opsmanager.board.HostWatch;
import io.slipway.opsmanager.logs.LogDesk;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.worker.WorkerIdentity;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellRunner;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this worker adds to the runtime: its handlers. Imported by the standalone distribution as well. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpsManagerProperties.class)
public class OpsManagerConfiguration {
    @Bean
    CommandJournal opsManagerJournal(OpsManagerProperties properties, ObjectProvider<Clock> clock) {
        return new CommandJournal(properties.journal(), clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ApplyClientHandler applyClientHandler(OpsManagerProperties properties, ObjectProvider<ShellRunner> runner) {
        return new ApplyClientHandler(properties, runner.getIfAvailable(ProcessShellRunner::new));
    }

    @Bean
    ApplyUpdateHandler applyUpdateHandler(
            OpsManagerProperties properties, CommandJournal journal, ObjectProvider<ShellRunner> runner) {
        NameEncoding.requireUtf8();
        return new ApplyUpdateHandler(properties, runner.getIfAvailable(ProcessShellRunner::new), journal);
    }

    @Bean
    ControlServersHandler controlServersHandler(OpsManagerProperties properties, ObjectProvider<Clock> clock) {
        return new ControlServersHandler(properties, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ReleaseServersHandler releaseServersHandler(
            OpsManagerProperties properties, ReleaseDesk desk, ObjectProvider<Clock> clock) {
        return new ReleaseServersHandler(properties, desk, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    CompareTreesHandler compareTreesHandler(OpsManagerProperties properties, ReleaseDesk desk) {
        return new CompareTreesHandler(properties, desk);
    }

    @Bean
    ReleaseDesk releaseDesk(
            OpsManagerProperties properties, ObjectProvider<ShellRunner> runner, ObjectProvider<Clock> clock) {
        NameEncoding.requireUtf8();
        return new ReleaseDesk(
                runner.getIfAvailable(ProcessShellRunner::new),
                properties.journal(),
                properties.releaseLimits(),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    OpsProbe opsProbe(
            OpsManagerProperties properties,
            ObjectProvider<ShellRunner> runner,
            ObjectProvider<Clock> clock,
            ObjectProvider<WorkerIdentity> identity) {
        return new OpsProbe(
                properties,
                runner.getIfAvailable(ProcessShellRunner::new),
                clock.getIfAvailable(Clock::systemUTC),
                site(identity));
    }

    @Bean
    HostWatch hostWatch(OpsManagerProperties properties) {
        return new HostWatch(properties.board(), sites(properties));
    }

    @Bean
    LogDesk logDesk(OpsManagerProperties properties) {
        return new LogDesk(sites(properties), properties.board().deadline());
    }

    private static SupervisorSites sites(OpsManagerProperties properties) {
        return properties::supervisorOf;
    }

    private static Site site(ObjectProvider<WorkerIdentity> identity) {
        WorkerIdentity worker = identity.getIfAvailable();
        return worker == null ? Site.here() : Site.here(worker.host());
    }
}
