package io.slipway.opsmanager.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * One ssh session to a host: fixed keys, no configuration file, no unknown host. Safe for several threads; a host lets at most
 * about ten programs run in one session at once.
 */
public final class SshSession implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration MORE = Duration.ofSeconds(5);
    private static final int KEPT_BYTES = 64 * 1024;

    private final SshClient client;
    private final ClientSession session;

    /**
     * Where and as whom.
     *
     * @param keyFile private key without a passphrase; looked at by the caller
     */
    public record Place(String ip, int port, String user, Path keyFile, Path knownHostsFile) {}

    /**
     * How a program ended.
     *
     * @param exit exit code; null where a signal ended it
     * @param output what it printed, both streams mixed, cut after 64 KiB
     */
    public record Finished(@Nullable Integer exit, String output) {}

    private SshSession(SshClient client, ClientSession session) {
        this.client = client;
        this.session = session;
    }

    /** @throws IOException where no session comes about; {@link #isRefused} and {@link #isBusy} tell why */
    public static SshSession open(Place place, Duration limit) throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY); // no ~/.ssh/config, as for rsync
        client.setServerKeyVerifier(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, place.knownHostsFile()));
        client.setKeyIdentityProvider(new FileKeyPairProvider(place.keyFile()));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        client.start();
        try {
            ClientSession session = client.connect(place.user(), place.ip(), place.port())
                    .verify(limit)
                    .getSession();
            session.auth().verify(limit);
            return new SshSession(client, session);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw e instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        }
    }

    public ClientSession session() {
        return session;
    }

    /**
     * Runs a program to its end; on the host {@code timeout} ends it at the limit, with exit code 124 or 137, whatever becomes
     * of this session.
     *
     * @param words program and arguments, each quoted for the host's shell
     * @throws IOException where it may or may not have run
     */
    public Finished run(List<String> words, Duration limit) throws IOException {
        String command = "timeout -k 5 " + limit.toSeconds() + " "
                + words.stream().map(SshSession::quoted).collect(Collectors.joining(" "));
        Kept kept = new Kept();
        try (ClientChannel channel = session.createExecChannel(command)) {
            channel.setOut(kept);
            channel.setErr(kept);
            channel.open().verify(MORE);
            Set<ClientChannelEvent> events = channel.waitFor(
                    EnumSet.of(ClientChannelEvent.CLOSED),
                    limit.plus(MORE).plus(MORE).toMillis());
            if (!events.contains(ClientChannelEvent.CLOSED)) {
                throw new IOException("no end of the program within " + limit.toSeconds() + " s");
            }
            Integer exit = channel.getExitStatus();
            if (exit == null && channel.getExitSignal() == null) {
                throw new IOException("the session ended before the program did");
            }
            return new Finished(exit, kept.text());
        }
    }

    /** Whether the host, or this side, refused the other's key. */
    public static boolean isRefused(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("server key did not validate") || text.contains("no more authentication methods");
    }

    /** Whether the host has no free place for one more program. */
    public static boolean isBusy(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("open failed");
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The first part of what is printed; the rest is dropped, so that the program never waits for a reader. */
    private static final class Kept extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (bytes.size() < KEPT_BYTES) {
                bytes.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, Math.max(0, Math.min(length, KEPT_BYTES - bytes.size())));
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
