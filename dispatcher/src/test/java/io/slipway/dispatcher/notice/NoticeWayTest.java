package io.slipway.dispatcher.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.slipway.dispatcher.notice.NoticeProperties.Mail;
import io.slipway.dispatcher.notice.NoticeWay.NotTakenException;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.dispatcher.store.NoticeEvent;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way a notice takes, up to who reads it. */
class NoticeWayTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private Robots robots;
    private final HttpWay http = new HttpWay(Clock.systemUTC(), LIMIT);

    @BeforeEach
    void start() throws Exception {
        robots = new Robots();
    }

    @AfterEach
    void stop() {
        robots.close();
    }

    /** Computed with another implementation. */
    @Test
    void signaturesAreThoseOfTheRobots() {
        NoticeChannel channel = channel("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=1", null);
        assertThat(NoticeBodies.dingTalkUrl(channel, "SEC000test", 1_700_000_000_000L))
                .hasToString("https://oapi.dingtalk.com/robot/send?access_token=1&timestamp=1700000000000"
                        + "&sign=1hLl2KkRX3rps9FaitIUwaac%2BCtAFEaP345jvdrTL7c%3D");
        assertThat(NoticeBodies.feishuSign("demo", 1_599_360_473L))
                .isEqualTo("l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
    }

    @Test
    void everyRobotTakesItsNotice() throws Exception {
        Path secret = secret(Robots.SECRET);
        http.send(channel("dingtalk", robots.url("/dingtalk?access_token=robot1"), secret), notice("两行\n文字"));
        http.send(channel("wecom", robots.url("/wecom?key=1"), null), notice("x".repeat(5000)));
        http.send(channel("feishu", robots.url("/feishu"), secret), notice("两行\n文字"));

        assertThat(robots.said()).extracting(Robots.Said::path).containsExactly("/dingtalk", "/wecom", "/feishu");
        assertThat(robots.said().get(0).text())
                .isEqualTo("[三生三世] 热更新 部分失败\n两行\n文字\nhttps://slipway.example.net/jobs/1");
        assertThat(robots.said().get(1).text()).endsWith("x\nhttps://slipway.example.net/jobs/1");
    }

    @Test
    void aRobotThatSaysNoInItsAnswerHasNotTakenIt() throws Exception {
        Path wrong = secret("SEC-wrong");
        assertNotTaken(
                channel("dingtalk", robots.url("/dingtalk?access_token=robot1"), wrong),
                "errcode 310000 sign not match");
        assertNotTaken(channel("feishu", robots.url("/feishu"), wrong), "code 19021");
        assertNotTaken(channel("wecom", robots.url("/full"), null), "errcode 130101 send too fast");
        assertNotTaken(channel("wecom", robots.url("/page"), null), "not that of a robot");
        assertNotTaken(channel("webhook", robots.url("/away"), null), "HTTP 302");
        assertNotTaken(channel("webhook", robots.url("/nowhere"), null), "HTTP 404");
        assertNotTaken(channel("webhook", "http://127.0.0.1:1/", null), "ConnectException");
        assertThat(robots.said()).isEmpty();
    }

    @Test
    void aSecretThatOthersMayReadIsNotUsed() throws Exception {
        Path secret = secret(Robots.SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw----"));

        assertNotTaken(channel("feishu", robots.url("/feishu"), secret), "chmod 600");
    }

    @Test
    void aWebhookIsSignedAsCallbacksAre() throws Exception {
        String text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        http.send(channel("webhook", robots.url("/hook"), secret(text)), notice("one"));

        Robots.Said said = robots.said().get(0);
        assertThat(said.text()).contains("\"event\":\"job_failed\"", "\"job_id\":\"1\"", "\"project\":\"ssss\"");
        new Webhook(text).verify(said.text(), HttpHeaders.of(said.headers(), (name, value) -> true));
    }

    @Test
    void aMailHasItsTextItsSubjectAndItsReceivers() throws Exception {
        try (MailPeer peer = new MailPeer("")) {
            MailWay mail = new MailWay(settings(peer, null, null, "none"), Clock.systemUTC(), LIMIT);
            mail.send(mailTo("ops@example.net", "dev@example.net"), notice("两行\n.文字"));

            MailPeer.Mail taken = peer.taken().get(0);
            assertThat(taken.from()).contains("slipway@example.net");
            assertThat(taken.to()).hasSize(2);
            MimeMessage message = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(taken.data().getBytes(StandardCharsets.UTF_8)));
            assertThat(message.getSubject()).isEqualTo("[三生三世] 热更新 部分失败");
            assertThat(message.getContent().toString().replace("\r", ""))
                    .startsWith("两行\n.文字\n\nhttps://slipway.example.net/jobs/1");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        }
    }

    @Test
    void aMailServerThatAsksForALoginGetsIt() throws Exception {
        try (MailPeer peer = new MailPeer("pässword")) {
            Path right = secret("pässword");
            new MailWay(settings(peer, "slipway", right, "none"), Clock.systemUTC(), LIMIT)
                    .send(mailTo("ops@example.net"), notice("one"));
            assertThat(peer.taken()).hasSize(1);

            MailWay wrong = new MailWay(settings(peer, "slipway", secret("other"), "none"), Clock.systemUTC(), LIMIT);
            assertThatThrownBy(() -> wrong.send(mailTo("ops@example.net"), notice("one")))
                    .isInstanceOf(NotTakenException.class)
                    .hasMessageContaining("authentication failed")
                    .hasMessageNotContaining("other");
        }
    }

    @Test
    void aMailIsNotSentInTheClearWhereTlsIsAskedForNorToWhomTheServerDoesNotKnow() throws Exception {
        try (MailPeer peer = new MailPeer("")) {
            MailWay careful = new MailWay(settings(peer, null, null, "starttls"), Clock.systemUTC(), LIMIT);
            assertThatThrownBy(() -> careful.send(mailTo("ops@example.net"), notice("one")))
                    .isInstanceOf(NotTakenException.class)
                    .hasMessageContaining("STARTTLS");
            MailWay plain = new MailWay(settings(peer, null, null, "none"), Clock.systemUTC(), LIMIT);
            assertThatThrownBy(() -> plain.send(mailTo("nobody@example.net"), notice("one")))
                    .isInstanceOf(NotTakenException.class);
            assertThatThrownBy(() ->
                            new MailWay(null, Clock.systemUTC(), LIMIT).send(mailTo("ops@example.net"), notice("one")))
                    .hasMessageContaining("slipway.notice.mail.host");
            assertThat(peer.taken()).isEmpty();
        }
    }

    @Test
    void valuesOfOthersAreOneHarmlessLine() {
        assertThat(PlainText.of("a\n<at user_id=\"all\">所有人</at>\u001b[2J\u202e"))
                .isEqualTo("a ‹at user_id=\"all\"›所有人‹/at› [2J ");
        assertThat(PlainText.of("x".repeat(500))).hasSize(201).endsWith("…");
        assertThat(PlainText.cut("三生三世", 7)).isEqualTo("三生");
        assertThat(PlainText.cut("𠮷𠮷", 7)).isEqualTo("𠮷");
        assertThat(PlainText.cut("short", 100)).isEqualTo("short");
    }

    private void assertNotTaken(NoticeChannel channel, String why) {
        assertThatThrownBy(() -> http.send(channel, notice("one")))
                .isInstanceOf(NotTakenException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("SEC");
    }

    private Path secret(String text) throws Exception {
        Path file = Files.createTempFile(
                directory,
                "secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }

    private static Mail settings(MailPeer peer, @Nullable String user, @Nullable Path password, String tls) {
        return new Mail("127.0.0.1", peer.port(), "slipway@example.net", user, password, tls);
    }

    private static NoticeChannel channel(String type, String url, @Nullable Path secret) {
        return new NoticeChannel(
                "ops", type, url, null, secret == null ? null : secret.toString(), List.of("job_failed"), null);
    }

    private static NoticeChannel mailTo(String... to) {
        return new NoticeChannel("ops", "email", null, List.of(to), null, List.of("job_failed"), null);
    }

    private static Notice notice(String text) {
        return new Notice(
                "1:r1:job_failed:ssss:ops",
                "ssss",
                "ops",
                NoticeEvent.JOB_FAILED,
                "1",
                "[三生三世] 热更新 部分失败",
                text,
                "https://slipway.example.net/jobs/1",
                Notice.State.WAITING,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                List.of());
    }
}
