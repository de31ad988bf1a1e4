package io.slipway.bench;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.PushFiles;
import io.slipway.contract.WorkOrder;
import io.slipway.job.Role;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.WorkerConfiguration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * One worker per role in one process: the real runtime with handlers that do nothing. A pull lists one file; a target of the
 * last step takes {@code slipway.bench.millis}, 0 by default.
 */
public final class NoopWorkers {
    /** MD5 and SHA-256 of no bytes: the one file every bench version has. */
    static final ManifestFile FILE = new ManifestFile(
            "a.txt",
            0,
            "d41d8cd98f00b204e9800998ecf8427e",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private NoopWorkers() {}

    /** @param arguments Spring properties; {@code spring.rabbitmq.*} at least */
    public static void main(String[] arguments) {
        start(Pull.class, "bench_pull", arguments);
        start(Push.class, "bench_push", arguments);
        start(Apply.class, "bench_ops", arguments);
        System.out.println("ready");
    }

    private static void start(Class<?> application, String queue, String[] arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--slipway.worker.queues=" + queue;
        new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.name=slipway-bench",
                        "spring.main.banner-mode=off",
                        "spring.main.keep-alive=true",
                        "spring.jmx.enabled=false")
                .run(all);
    }

    private record Noop<O extends WorkOrder>(Class<O> orderType, Work<O> work) implements OrderHandler<O> {
        @Override
        public Outcome handle(O order, OrderContext context) throws InterruptedException {
            return work.run(order, context);
        }
    }

    /** What a no-op still has to do. */
    private interface Work<O> {
        Outcome run(O order, OrderContext context) throws InterruptedException;
    }

    /** A pull whose version has one empty file. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WorkerConfiguration.class)
    static class Pull {
        @Bean
        Role role() {
            return Role.FILE_PULL;
        }

        @Bean
        OrderHandler<PullFiles> handler() {
            return new Noop<>(PullFiles.class, (order, context) -> {
                context.filesListed(0, List.of(FILE));
                return Outcome.succeeded(1, 0);
            });
        }
    }

    /** A push of nothing. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WorkerConfiguration.class)
    static class Push {
        @Bean
        Role role() {
            return Role.FILE_PUSH;
        }

        @Bean
        OrderHandler<PushFiles> handler() {
            return new Noop<>(PushFiles.class, (order, context) -> Outcome.succeeded(1, 0));
        }
    }

    /** The targets that are counted. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WorkerConfiguration.class)
    static class Apply {
        @Bean
        Role role() {
            return Role.OPS_MANAGER;
        }

        @Bean
        OrderHandler<ApplyClient> handler(
                @org.springframework.beans.factory.annotation.Value("${slipway.bench.millis:0}") long millis) {
            return new Noop<>(ApplyClient.class, (order, context) -> {
                if (millis > 0) {
                    TimeUnit.MILLISECONDS.sleep(millis);
                }
                return Outcome.succeeded(1, 0);
            });
        }
    }
}
