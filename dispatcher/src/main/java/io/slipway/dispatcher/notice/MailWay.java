package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.notice.NoticeProperties.Mail;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** E-mail by the installation's mail server. */
final class MailWay implements NoticeWay {
    private final @Nullable Mail settings;
    private final Clock clock;
    private final Duration timeout;

    MailWay(@Nullable Mail settings, Clock clock, Duration timeout) {
        this.settings = settings;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public void send(NoticeChannel channel, Notice notice) throws NotTakenException {
        if (settings == null) {
            throw new NotTakenException("slipway.notice.mail.host is not set");
        }
        Session session = Session.getInstance(properties(settings));
        try (Transport transport = session.getTransport(settings.tls().equals("tls") ? "smtps" : "smtp")) {
            MimeMessage message = message(session, settings, channel, notice);
            if (settings.user() == null) {
                transport.connect();
            } else {
                transport.connect(settings.host(), settings.port(), settings.user(), password(settings));
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new NotTakenException(
                    e.getClass().getSimpleName() + ": " + PlainText.of(String.valueOf(e.getMessage())));
        }
    }

    private MimeMessage message(Session session, Mail mail, NoticeChannel channel, Notice notice)
            throws MessagingException {
        String utf8 = StandardCharsets.UTF_8.name();
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(mail.from()));
        for (String receiver : channel.to() == null ? List.<String>of() : channel.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(receiver, true));
        }
        message.setSubject(notice.title(), utf8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // or an absent receiver's server answers it (RFC 3834)
        message.setText(notice.text() + (notice.link() == null ? "" : "\n\n" + notice.link()) + "\n", utf8);
        return message;
    }

    private Properties properties(Mail mail) {
        String limit = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        for (String protocol : List.of("mail.smtp.", "mail.smtps.")) {
            properties.put(protocol + "host", mail.host());
            properties.put(protocol + "port", Integer.toString(mail.port()));
            properties.put(protocol + "connectiontimeout", limit);
            properties.put(protocol + "timeout", limit);
            properties.put(protocol + "writetimeout", limit);
            properties.put(protocol + "auth", Boolean.toString(mail.user() != null));
            properties.put(protocol + "ssl.checkserveridentity", "true");
        }
        boolean starttls = mail.tls().equals("starttls");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        return properties;
    }

    private static String password(Mail mail) throws NotTakenException {
        if (mail.passwordFile() == null) {
            throw new NotTakenException("slipway.notice.mail.password-file is not set");
        }
        try {
            return SecretFile.read(mail.passwordFile()).reveal();
        } catch (InsecureSecretException e) {
            throw new NotTakenException(String.valueOf(e.getMessage()));
        }
    }
}
