package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** What the chat robots take: plain text, so that nothing of what others wrote becomes a link or calls everyone. */
final class NoticeBodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALGORITHM = "HmacSHA256";
    /** The shortest of the limits, that of WeCom, is 2,048 bytes. */
    private static final int MOST_BYTES = 2000;

    private NoticeBodies() {}

    /** Title, text and link, one after another. */
    static String text(Notice notice) {
        String link = notice.link() == null ? "" : "\n" + notice.link();
        int left = MOST_BYTES - link.getBytes(StandardCharsets.UTF_8).length;
        return PlainText.cut(notice.title() + "\n" + notice.text(), left) + link;
    }

    static String dingTalk(Notice notice) {
        return JSON.writeValueAsString(Map.of("msgtype", "text", "text", Map.of("content", text(notice))));
    }

    static String weCom(Notice notice) {
        return dingTalk(notice); // the same form
    }

    /** @param secret empty for a robot that wants no signature */
    static String feishu(Notice notice, String secret, long epochSeconds) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!secret.isEmpty()) {
            body.put("timestamp", Long.toString(epochSeconds));
            body.put("sign", feishuSign(secret, epochSeconds));
        }
        body.put("msg_type", "text");
        body.put("content", Map.of("text", text(notice)));
        return JSON.writeValueAsString(body);
    }

    static String webhook(Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", notice.id());
        body.put("event", notice.event().wire());
        body.put("project", notice.project());
        if (notice.jobId() != null) {
            body.put("job_id", notice.jobId());
        }
        body.put("title", notice.title());
        body.put("text", notice.text());
        if (notice.link() != null) {
            body.put("link", notice.link());
        }
        body.put("at", notice.createdAt().toString());
        return JSON.writeValueAsString(body);
    }

    /** The robot's address with time and signature: HMAC-SHA-256 of {@code time\nsecret} with the secret as key. */
    static URI dingTalkUrl(NoticeChannel channel, String secret, long epochMillis) {
        String url = String.valueOf(channel.url());
        if (secret.isEmpty()) {
            return URI.create(url);
        }
        String sign = hmac(secret, epochMillis + "\n" + secret);
        return URI.create(url + (url.contains("?") ? "&" : "?") + "timestamp=" + epochMillis + "&sign="
                + URLEncoder.encode(sign, StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 of nothing, with {@code time\nsecret} as key. */
    static String feishuSign(String secret, long epochSeconds) {
        return hmac(epochSeconds + "\n" + secret, "");
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
