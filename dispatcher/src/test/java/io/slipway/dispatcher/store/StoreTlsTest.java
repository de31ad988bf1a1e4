package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.peers.Certificates;
import io.slipway.peers.TlsFront;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The driver as the dispatcher sets it up, against a store behind TLS. */
@Tag("slow")
@Timeout(60)
class StoreTlsTest {
    @TempDir
    static Path directory;

    private static Certificates ours;
    private static Certificates others;
    private static EmbeddedStore store;
    private static TlsFront front;
    private static TlsFront elsewhere;

    @BeforeAll
    static void startStore() throws Exception {
        ours = Certificates.in(directory.resolve("ours"), "localhost", "127.0.0.1")
                .server("elsewhere", "store.example.net");
        others = Certificates.in(directory.resolve("others"), "localhost", "127.0.0.1");
        store = EmbeddedStore.inMemory(0);
        front = new TlsFront(ours.as(Certificates.SERVER), store.port());
        elsewhere = new TlsFront(ours.as("elsewhere"), store.port());
    }

    @AfterAll
    static void stopStore() throws Exception {
        front.close();
        elsewhere.close();
        store.close();
    }

    @Test
    void theStoreIsReachedWithOurCaAndTheNameInItsCertificate() {
        try (MongoClient client = client(front, ours)) {
            assertThat(ping(client).getDouble("ok")).isEqualTo(1.0);
        }
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of("its certificate is of another CA", front, others),
                Arguments.of("its certificate names another host", elsewhere, ours));
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("strangers")
    void theStoreIsNotBelievedWhere(String why, TlsFront server, Certificates trusted) {
        try (MongoClient client = client(server, trusted)) {
            assertThatThrownBy(() -> ping(client)).as(why).isInstanceOf(MongoTimeoutException.class);
        }
    }

    private static Document ping(MongoClient client) {
        return client.getDatabase("admin").runCommand(new Document("ping", 1));
    }

    private static MongoClient client(TlsFront server, Certificates trusted) {
        SslBundles bundles = new DefaultSslBundleRegistry(
                "store",
                SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate("file:" + trusted.ca()))));
        String uri = "mongodb://127.0.0.1:" + server.port() + "/?tls=true";
        return new StoreConfiguration().mongoClient(new MongoProperties(uri, "slipway", "store"), bundles);
    }
}
