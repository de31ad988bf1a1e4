package io.slipway.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The broker is reached over TLS alone, its certificate and host name are checked, and ours is our login. */
public final class BrokerRule implements ProductionRule {
    private static final String BUNDLE = "spring.rabbitmq.ssl.bundle";
    private static final String ENABLED = "spring.rabbitmq.ssl.enabled";
    private static final String ALGORITHM = "spring.rabbitmq.ssl.algorithm";

    @Override
    public List<Refusal> refusals(Environment settings) {
        List<Refusal> found = new ArrayList<>(transport(settings));
        if (!settings.getProperty("slipway.broker.login", "password").equalsIgnoreCase("certificate")) {
            found.add(new Refusal(
                    "slipway.broker.login",
                    "is password: whoever reads it is this process",
                    "为 password：谁读到密码谁就能冒充本进程",
                    "certificate; the user is then the common name of the certificate"));
        }
        Stream.of("verify-hostname", "validate-server-certificate")
                .map(key -> "spring.rabbitmq.ssl." + key)
                .filter(key -> !settings.getProperty(key, Boolean.class, true))
                .forEach(key -> found.add(new Refusal(
                        key,
                        "is false: anyone on the way can pretend to be the broker",
                        "为 false：中间人可以冒充消息代理",
                        "leave it out")));
        return found;
    }

    private static List<Refusal> transport(Environment settings) {
        List<Refusal> found = new ArrayList<>();
        if (settings.getProperty(BUNDLE, "").isBlank()) {
            found.add(new Refusal(
                    BUNDLE,
                    "is not set: the broker would be spoken to in clear, or without a certificate of ours",
                    "未设置：与消息代理的连接会是明文，或没有本进程的证书",
                    "the name of a bundle of spring.ssl.bundle.pem"));
        } else {
            found.addAll(TlsBundle.refusals(settings, BUNDLE, true, true));
        }
        if (!settings.getProperty(ENABLED, Boolean.class, true)) {
            found.add(new Refusal(ENABLED, "is false: clear text", "为 false：明文", "leave it out"));
        }
        if (addresses(settings).anyMatch(address -> address.startsWith("amqp:"))) {
            found.add(new Refusal(
                    "spring.rabbitmq.addresses",
                    "names a broker with amqp://, which is clear text",
                    "含有 amqp:// 明文地址",
                    "amqps:// or only host:port"));
        }
        if (TlsBundle.isOld(settings.getProperty(ALGORITHM, ""))) {
            found.add(new Refusal(ALGORITHM, "is below TLS 1.2", "低于 TLS 1.2", "leave it out"));
        }
        return found;
    }

    private static Stream<String> addresses(Environment settings) {
        return Binder.get(settings)
                .bind("spring.rabbitmq.addresses", Bindable.listOf(String.class))
                .orElse(List.of())
                .stream()
                .map(address -> address.strip().toLowerCase(Locale.ROOT));
    }
}
