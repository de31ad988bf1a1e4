package io.slipway.dispatcher.production;

import static io.slipway.production.RefusedStarts.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.dispatcher.store.StoreRule;
import io.slipway.production.NotForProductionException;
import io.slipway.production.RefusedStarts;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProductionRulesTest {
    private static final String URI = "slipway.mongo.uri";
    private static final String STORE = "spring.ssl.bundle.pem.store.";
    private static final String HTTP = "spring.ssl.bundle.pem.http.";
    private static final String ZOOKEEPER = "slipway.rescue.zookeeper-tls.";
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry(URI, "mongodb://m1.example.net/?tls=true&authMechanism=MONGODB-X509&authSource=%24external"),
            Map.entry("slipway.mongo.ssl-bundle", "store"),
            Map.entry(STORE + "truststore.certificate", "file:/tls/ca.pem"),
            Map.entry("slipway.rescue.zookeeper", "zk1.example.net:2281"),
            Map.entry(ZOOKEEPER + "trust", "/tls/ca.pem"),
            Map.entry(ZOOKEEPER + "key", "/tls/dispatcher.both.pem"),
            Map.entry("server.address", "0.0.0.0"),
            Map.entry("server.ssl.bundle", "http"),
            Map.entry(HTTP + "keystore.certificate", "file:/tls/http.pem"),
            Map.entry("slipway.senders.check", "true"));

    static Stream<Arguments> rows() {
        String x509 = "&authMechanism=MONGODB-X509&authSource=%24external";
        return Stream.of(
                row(URI, "mongodb://m1.example.net/?tls=false" + x509, URI),
                row(URI, "mongodb://u:p@m1.example.net/", URI),
                row(URI, "mongodb://m1.example.net/?tls=true", URI),
                row(URI, "mongodb://m1.example.net/?tls=true&tlsInsecure=true" + x509, URI),
                row(URI, "mongodb://m1.example.net/?tls=true&tlsAllowInvalidHostnames=true" + x509, URI),
                row(URI, "mongodb://10.0.0.7:27017/?tls=true" + x509, URI),
                row(URI, "http://m1.example.net/", URI),
                row(URI, null, URI),
                row("slipway.mongo.ssl-bundle", null, "slipway.mongo.ssl-bundle"),
                row(STORE + "truststore.certificate", null, STORE + "truststore.certificate"),
                row(STORE + "options.enabled-protocols", "TLSv1", STORE + "options.enabled-protocols"),
                row(ZOOKEEPER + "trust", null, ZOOKEEPER + "trust"),
                row(ZOOKEEPER + "key", "", ZOOKEEPER + "key"),
                row("server.ssl.bundle", null, "server.ssl.bundle"),
                row("server.ssl.enabled", "false", "server.ssl.enabled"),
                row(HTTP + "keystore.certificate", null, HTTP + "keystore.certificate"),
                row(HTTP + "options.enabled-protocols", "TLSv1.1", HTTP + "options.enabled-protocols"),
                row("slipway.access.cookie-secure", "false", "slipway.access.cookie-secure"),
                row("slipway.access.ldap.url", "ldaps://a ldap://b", "slipway.access.ldap.url"),
                row("slipway.access.oidc.issuer", "http://sso.example.net", "slipway.access.oidc.issuer"),
                row("slipway.senders.check", null, "slipway.senders.check"),
                row("slipway.senders.check", "false", "slipway.senders.check"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("rows")
    void aProductionStartIsRefusedAndNames(String key, @Nullable String value, String named) {
        new RefusedStarts(GOOD, new StoreRule(), new HttpRule(), new SenderRule()).check(key, value, named);
    }

    @Test
    void aDispatcherWithTheSettingsOfADevelopmentMachineDoesNotStartAsProduction() {
        assertThatThrownBy(() -> DispatcherApplication.application().run("--slipway.profile=production"))
                .isInstanceOf(NotForProductionException.class)
                .hasMessageContaining("spring.rabbitmq.ssl.bundle")
                .hasMessageContaining(URI)
                .hasMessageContaining("slipway.senders.check");
    }
}
