package io.slipway.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** A bundle of {@code spring.ssl.bundle}, as it is written down; it is loaded later. */
public final class TlsBundle {
    private static final List<String> KINDS = List.of("spring.ssl.bundle.pem.", "spring.ssl.bundle.jks.");
    private static final List<String> OLD = List.of("sslv", "tlsv1", "tlsv1.0", "tlsv1.1");

    private final Environment settings;
    private final String name;

    private TlsBundle(Environment settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    /**
     * What is wrong with the bundle that a setting names.
     *
     * @param setting the property that holds the bundle's name
     * @param own whether the process shows a certificate of its own
     * @param others whether it checks certificates against a CA of the bundle
     */
    public static List<Refusal> refusals(Environment settings, String setting, boolean own, boolean others) {
        String name = settings.getProperty(setting, "");
        List<Refusal> found = new ArrayList<>();
        TlsBundle bundle = new TlsBundle(settings, name);
        if (own && !bundle.has("keystore.certificate", "keystore.location")) {
            found.add(new Refusal(
                    bundle.prefix() + ".keystore.certificate",
                    "is not set: there is no certificate to show",
                    "未设置：没有可出示的证书",
                    "file:/etc/slipway/tls/NAME.pem of deploy/distributed/certificates.sh, and keystore.private-key"));
        }
        if (others && !bundle.has("truststore.certificate", "truststore.location")) {
            found.add(new Refusal(
                    bundle.prefix() + ".truststore.certificate",
                    "is not set: every public CA would be believed",
                    "未设置：任何公共 CA 都会被信任",
                    "file:/etc/slipway/tls/ca.pem"));
        }
        if (bundle.protocols().anyMatch(TlsBundle::isOld)) {
            found.add(new Refusal(
                    bundle.prefix() + ".options.enabled-protocols",
                    "allows TLS below 1.2",
                    "允许低于 1.2 的 TLS",
                    "leave it out, or TLSv1.3,TLSv1.2"));
        }
        return found;
    }

    /** Whether a protocol's name is one of those before TLS 1.2. */
    static boolean isOld(String protocol) {
        String lower = protocol.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("sslv") || OLD.contains(lower);
    }

    private String prefix() {
        return KINDS.stream()
                .map(kind -> kind + name)
                .filter(prefix -> Stream.of(
                                ".keystore.certificate",
                                ".keystore.location",
                                ".truststore.certificate",
                                ".truststore.location")
                        .anyMatch(key -> settings.containsProperty(prefix + key)))
                .findFirst()
                .orElse(KINDS.get(0) + name);
    }

    private boolean has(String... keys) {
        return Stream.of(keys)
                .anyMatch(key -> !settings.getProperty(prefix() + "." + key, "").isBlank());
    }

    private Stream<String> protocols() {
        return Binder.get(settings)
                .bind(prefix() + ".options.enabled-protocols", Bindable.listOf(String.class))
                .orElse(List.of())
                .stream();
    }
}
