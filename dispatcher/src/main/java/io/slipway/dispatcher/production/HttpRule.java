package io.slipway.dispatcher.production;

import io.slipway.production.ProductionRule;
import io.slipway.production.Refusal;
import io.slipway.production.TlsBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** People and programs reach the dispatcher over TLS, or a proxy on the same machine does that for it. */
public final class HttpRule implements ProductionRule {
    private static final String BUNDLE = "server.ssl.bundle";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    @Override
    public List<Refusal> refusals(Environment settings) {
        List<Refusal> found = new ArrayList<>();
        if (!settings.getProperty(BUNDLE, "").isBlank()) {
            found.addAll(TlsBundle.refusals(settings, BUNDLE, true, false));
        }
        boolean served = Stream.of(BUNDLE, "server.ssl.key-store", "server.ssl.certificate")
                .anyMatch(key -> !settings.getProperty(key, "").isBlank());
        boolean on = settings.getProperty("server.ssl.enabled", Boolean.class, true);
        if (!(served && on) && !LOOPBACK.contains(settings.getProperty("server.address", ""))) {
            found.add(new Refusal(
                    on ? BUNDLE : "server.ssl.enabled",
                    "is not set while server.address is not loopback: tokens and passwords in clear",
                    "未启用 TLS，而 server.address 不是回环地址：令牌和密码会以明文传输",
                    "the name of a bundle, or server.address: 127.0.0.1 behind a TLS proxy on this machine"));
        }
        if (!settings.getProperty("slipway.access.cookie-secure", Boolean.class, true)) {
            found.add(new Refusal(
                    "slipway.access.cookie-secure",
                    "is false: sessions travel over plain http",
                    "为 false：会话会经明文 http 传输",
                    "leave it out"));
        }
        found.addAll(outgoing(settings));
        return found;
    }

    private static List<Refusal> outgoing(Environment settings) {
        List<Refusal> found = new ArrayList<>();
        for (String url : settings.getProperty("slipway.access.ldap.url", "").split(" ")) {
            if (url.startsWith("ldap://")) {
                found.add(new Refusal("slipway.access.ldap.url", "sends passwords in clear", "密码以明文发送", "ldaps://"));
            }
        }
        if (settings.getProperty("slipway.access.oidc.issuer", "").startsWith("http://")) {
            found.add(new Refusal("slipway.access.oidc.issuer", "asks who people are in clear", "以明文查询身份", "https://"));
        }
        if (!settings.getProperty("slipway.notice.mail.host", "").isBlank()
                && settings.getProperty("slipway.notice.mail.tls", "starttls").equalsIgnoreCase("none")) {
            found.add(new Refusal("slipway.notice.mail.tls", "is none: clear text", "为 none：明文", "starttls or tls"));
        }
        return found;
    }
}
