package io.slipway.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Real Erlang nodes with an epmd of their own, on loopback addresses. Nodes run in the foreground as children of the test, so that
 * nothing is left behind. Needs {@code erl}, {@code erlc} and {@code epmd} (Debian: erlang-base).
 */
public final class ErlangNodes implements AutoCloseable {
    /** The addresses the private epmd answers on; give nodes one of these as host. */
    public static final List<String> HOSTS = List.of("127.0.1.1", "127.0.1.2", "127.0.1.3");

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Path home;
    private final int epmdPort;
    private final ChildProcess epmd;
    private final List<GameNode> nodes = new ArrayList<>();

    private ErlangNodes(Path home, int epmdPort, ChildProcess epmd) {
        this.home = home;
        this.epmdPort = epmdPort;
        this.epmd = epmd;
    }

    /** One running node. {@code name} is its full name, {@code ebin} the directory it loads game code from. */
    public record GameNode(String name, String host, Path directory, Path ebin, ChildProcess process) {}

    /** @param directory an empty directory of the test */
    public static ErlangNodes start(Path directory) {
        int port = FreePorts.one();
        ChildProcess epmd = ChildProcess.start(
                directory.resolve("epmd.log"),
                List.of("epmd", "-port", Integer.toString(port), "-address", String.join(",", HOSTS)));
        ErlangNodes nodes = new ErlangNodes(directory, port, epmd);
        try {
            Path cookie = Files.writeString(nodes.cookieFile(), "c" + UUID.randomUUID());
            Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
            epmd.awaitReady("answering on port " + port, START_TIMEOUT, () -> answers(HOSTS.get(0), port));
        } catch (IOException e) {
            nodes.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
        return nodes;
    }

    public int epmdPort() {
        return epmdPort;
    }

    /** File with the cookie of all nodes, mode 400. */
    public Path cookieFile() {
        return home.resolve(".erlang.cookie");
    }

    /**
     * Starts a node that loads game code from {@code ebin} in its own directory, and waits until it is ready.
     *
     * @param alive name before the @
     * @param host one of {@link #HOSTS}
     * @param options more options of {@code erl}
     */
    public GameNode startNode(String alive, String host, String... options) {
        Path directory = home.resolve(alive);
        Path ebin = directory.resolve("ebin");
        try {
            Files.createDirectories(ebin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = alive + "@" + host;
        List<String> command = new ArrayList<>(List.of("erl", "-noshell", "-noinput", "-name", name));
        command.addAll(List.of("-start_epmd", "false", "+S", "1:1", "+A", "1", "-pa", ebin.toString()));
        command.addAll(List.of("+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none")); // no busy waiting
        command.addAll(List.of("-kernel", "inet_dist_use_interface", "{" + host.replace('.', ',') + "}"));
        command.addAll(List.of(options));
        command.addAll(List.of("-eval", "io:format(\"ready~n\")."));
        Map<String, String> environment = Map.of(
                "HOME", home.toString(), "ERL_EPMD_PORT", Integer.toString(epmdPort), "ERL_CRASH_DUMP_SECONDS", "0");
        // A file for each start: another one of that name would be found ready by what the first one printed.
        Path log = home.resolve(alive + "-" + (nodes.size() + 1) + ".log");
        ChildProcess process = ChildProcess.start(log, environment, command);
        GameNode node = new GameNode(name, host, directory, ebin, process);
        nodes.add(node);
        process.awaitReady("ready", START_TIMEOUT, () -> process.output().contains("ready"));
        return node;
    }

    /**
     * Compiles the game module {@code player}, whose version 2 doubles the gold that is earned.
     *
     * @param factor 1 for version 1, 2 for version 2
     * @param into existing directory for {@code player.beam}
     * @return the .beam file
     */
    public static Path compilePlayer(int factor, Path into) {
        try (InputStream source =
                Objects.requireNonNull(ErlangNodes.class.getResourceAsStream("player.erl"), "player.erl")) {
            Path erl = into.resolve("player.erl");
            Files.write(erl, source.readAllBytes());
            ChildProcess.Finished compiled = ChildProcess.run(
                    START_TIMEOUT,
                    Map.of(),
                    List.of("erlc", "-DFACTOR=" + factor, "-o", into.toString(), erl.toString()));
            if (compiled.exit() != 0) {
                throw new IllegalStateException(compiled.output());
            }
            Files.delete(erl);
            return into.resolve("player.beam");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.process().kill9());
        epmd.kill9();
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
