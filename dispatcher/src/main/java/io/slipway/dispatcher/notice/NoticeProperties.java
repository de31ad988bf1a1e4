package io.slipway.dispatcher.notice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices are sent.
 *
 * @param timeout limit of one try, default 10 s
 * @param senders tries at once, over all channels; one at a time for each; default 4
 * @param backoff pauses before the tries, the first for the first one; default 0 s, 10 s, 1 m, 5 m, 30 m, 2 h. After the last it is
 *     given up
 * @param mail where e-mail goes; channels of type email fail without
 */
@ConfigurationProperties("slipway.notice")
public record NoticeProperties(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("4") int senders,

        @DefaultValue({"0s", "10s", "1m", "5m", "30m", "2h"})
        List<Duration> backoff,

        @Nullable Mail mail) {

    /**
     * A mail server.
     *
     * @param host name or address
     * @param port default 25
     * @param from address of the sender
     * @param user null for no login
     * @param passwordFile mode 600; needed with a user
     * @param tls {@code none}; {@code starttls}, the default, refuses a server without; {@code tls} from the first byte
     */
    public record Mail(
            String host,
            @DefaultValue("25") int port,
            String from,
            @Nullable String user,
            @Nullable Path passwordFile,
            @DefaultValue("starttls") String tls) {
        public Mail {
            if (user != null && passwordFile == null) {
                throw new IllegalArgumentException("slipway.notice.mail.password-file: needed with a user");
            }
            if (!List.of("none", "starttls", "tls").contains(tls)) {
                throw new IllegalArgumentException("slipway.notice.mail.tls: none, starttls or tls");
            }
        }
    }

    public NoticeProperties {
        if (senders < 1 || backoff.isEmpty()) {
            throw new IllegalArgumentException("slipway.notice: at least one sender and one try");
        }
    }
}
