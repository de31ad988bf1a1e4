package io.slipway.dispatcher.store;

import com.mongodb.ConnectionString;
import io.slipway.production.ProductionRule;
import io.slipway.production.Refusal;
import io.slipway.production.TlsBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/** MongoDB and ZooKeeper are reached over TLS with a login; the connection string decides, as the driver reads it. */
public final class StoreRule implements ProductionRule {
    private static final String URI = "slipway.mongo.uri";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(:\\d+)?|\\[.*");
    private static final String BUNDLE = "slipway.mongo.ssl-bundle";
    private static final String ZOOKEEPER = "slipway.rescue.zookeeper-tls";

    @Override
    public List<Refusal> refusals(Environment settings) {
        List<Refusal> found = new ArrayList<>(uri(settings.getProperty(URI, "mongodb://127.0.0.1:27017")));
        if (!settings.getProperty(BUNDLE, "").isBlank()) {
            found.addAll(TlsBundle.refusals(settings, BUNDLE, false, true));
        } else {
            found.add(new Refusal(
                    BUNDLE,
                    "is not set: every public CA would be believed for the store",
                    "未设置：存储连接会信任任何公共 CA",
                    "the name of a bundle of spring.ssl.bundle.pem with the CA of the store"));
        }
        if (!settings.getProperty("slipway.rescue.zookeeper", "").isBlank()) {
            for (String key : List.of(".trust", ".key")) {
                if (settings.getProperty(ZOOKEEPER + key, "").isBlank()) {
                    found.add(new Refusal(
                            ZOOKEEPER + key,
                            "is not set: ZooKeeper would be spoken to in clear",
                            "未设置：与 ZooKeeper 的连接会是明文",
                            "a PEM file; certificates.sh writes both"));
                }
            }
        }
        return found;
    }

    private static List<Refusal> uri(String text) {
        ConnectionString uri;
        try {
            uri = new ConnectionString(text);
        } catch (IllegalArgumentException e) {
            return List.of(new Refusal(
                    URI, "cannot be read", "无法解析", "mongodb://host1,host2,host3/?replicaSet=slipway&tls=true"));
        }
        List<Refusal> found = new ArrayList<>();
        if (!Boolean.TRUE.equals(uri.getSslEnabled())) {
            found.add(new Refusal(URI, "has no tls=true: clear text", "没有 tls=true：明文", "add tls=true"));
        }
        if (Boolean.TRUE.equals(uri.getSslInvalidHostnameAllowed())) {
            found.add(new Refusal(
                    URI,
                    "does not check the host name of the store",
                    "不校验存储的主机名",
                    "leave tlsInsecure and the like out"));
        }
        if (uri.getHosts().stream().anyMatch(host -> ADDRESS.matcher(host).matches())) {
            // The driver looks up a name for an address, and then believes a certificate of that name.
            found.add(new Refusal(
                    URI,
                    "names a host by its address, so that DNS says which certificate is right",
                    "用 IP 地址写主机，证书是否正确将由 DNS 反查决定",
                    "the names that stand in the certificates"));
        }
        if (uri.getCredential() == null) {
            found.add(new Refusal(
                    URI,
                    "names no login: whoever reaches the store may change it",
                    "没有登录信息：能连上存储的人都能修改它",
                    "authMechanism=MONGODB-X509 with a certificate in the bundle, or user and password"));
        }
        return found;
    }
}
