package io.slipway.dispatcher.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small SMTP server (RFC 5321) without TLS: one mail after another, and a login where it has a password. */
final class MailPeer implements AutoCloseable {
    private final ServerSocket server;
    private final String password;
    private final List<Mail> taken = new CopyOnWriteArrayList<>();

    /** @param data headers and body as they came, without the dots of the protocol */
    record Mail(String from, List<String> to, String data) {}

    /** @param password empty for none */
    MailPeer(String password) throws IOException {
        this.password = password;
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mail-peer");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    List<Mail> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(5000);
                talk(client);
            } catch (IOException gone) {
                // the next one, or the end
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        String from = "";
        List<String> to = new ArrayList<>();
        boolean known = password.isEmpty();
        say(out, "220 mail.test ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.toUpperCase(Locale.ROOT);
            if (verb.startsWith("EHLO")) {
                say(out, password.isEmpty() ? "250 mail.test" : "250-mail.test\r\n250 AUTH PLAIN");
            } else if (verb.startsWith("AUTH PLAIN ")) {
                String sent = new String(Base64.getDecoder().decode(line.substring(11)), StandardCharsets.UTF_8);
                known = sent.endsWith("\0" + password);
                say(out, known ? "235 welcome" : "535 authentication failed");
            } else if (!known && !verb.startsWith("QUIT")) {
                say(out, "530 authentication required");
            } else if (verb.startsWith("MAIL FROM:")) {
                from = line.substring(10);
                say(out, "250 ok");
            } else if (verb.startsWith("RCPT TO:")) {
                boolean nobody = line.contains("nobody@");
                if (!nobody) {
                    to.add(line.substring(8));
                }
                say(out, nobody ? "550 no such user" : "250 ok");
            } else if (verb.equals("DATA")) {
                say(out, "354 go on");
                taken.add(new Mail(from, List.copyOf(to), data(in)));
                to.clear();
                say(out, "250 queued");
            } else if (verb.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
