package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.job.Role;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.WorkerProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.DefaultLifecycleProcessor;

class OpsManagerApplicationTest {
    @TempDir
    Path directory;

    /** Everything is made, nothing takes orders: there is no broker here. */
    static final class NothingStarts extends DefaultLifecycleProcessor {
        @Override
        public void onRefresh() {}
    }

    @Test
    void applicationIsOneWorkerOfItsRole() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withBean("lifecycleProcessor", NothingStarts.class, NothingStarts::new)
                .withUserConfiguration(OpsManagerApplication.class)
                .withPropertyValues(
                        "slipway.worker.queues=ops_8",
                        "slipway.ops-manager.hot-root=" + directory.resolve("hot"),
                        "slipway.ops-manager.journal=" + directory.resolve("journal"),
                        "slipway.ops-manager.projects[*].host-root=/data/{project}",
                        "slipway.ops-manager.projects[*].cookie-file=/etc/slipway/cookie",
                        "slipway.ops-manager.projects[*].direct.module=game",
                        "slipway.ops-manager.projects[*].direct.user=slipway",
                        "slipway.ops-manager.projects[*].direct.password-file=/etc/slipway/rsync.password")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasBean("workerRuntime");
                    assertThat(context.getBean(Role.class)).isEqualTo(Role.OPS_MANAGER);
                    assertThat(context.getBeansOfType(OrderHandler.class).values())
                            .hasOnlyElementsOfTypes(
                                    ApplyClientHandler.class,
                                    ApplyUpdateHandler.class,
                                    CompareTreesHandler.class,
                                    ControlServersHandler.class,
                                    ReleaseServersHandler.class)
                            .hasSize(5);
                    assertThat(context.getBean(WorkerProperties.class).slots()).isEqualTo(16);
                    assertThat(context.getBean(OpsManagerProperties.class).stage())
                            .isEqualTo(Duration.ofSeconds(60));
                });
    }
}
