package io.slipway.opsmanager;

import io.slipway.erlang.ErlangCallParser;
import io.slipway.opsmanager.erlang.CommandResult;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeAddress;
import io.slipway.opsmanager.erlang.NodeCommands;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.ErlangNodes.GameNode;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Game hosts with an rsync daemon and Erlang nodes each; the nodes run the game module {@code player}. */
final class GameHosts implements AutoCloseable {
    static final String FIRST = ErlangNodes.HOSTS.get(0);
    static final String SECOND = ErlangNodes.HOSTS.get(1);
    static final String MODULE = "game";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    final Path directory;
    final ErlangNodes nodes;
    final RsyncDaemons daemons;
    private final Map<String, GameNode> running = new HashMap<>();
    private final Map<Integer, byte[]> versions = new HashMap<>();

    GameHosts(Path directory) throws IOException {
        this.directory = directory;
        this.nodes = ErlangNodes.start(Files.createDirectories(directory.resolve("nodes")));
        this.daemons = RsyncDaemons.in(directory.resolve("rsyncd"));
    }

    /** A host with its daemon; its release root is what the daemon's module shows. */
    GameHosts host(String ip) {
        daemons.start(ip, Map.of(MODULE, root(ip)));
        return this;
    }

    GameHosts node(String name, String ip) {
        running.put(name, nodes.startNode(name, ip));
        return this;
    }

    Path root(String ip) {
        return directory.resolve("hosts").resolve(ip);
    }

    Path live(String server) {
        return directory.resolve("nodes").resolve(server);
    }

    /** The module player whose version earns that many times the gold. */
    byte[] player(int factor) throws IOException {
        byte[] known = versions.get(factor);
        if (known == null) {
            Path into = Files.createDirectories(directory.resolve("player-" + factor));
            known = Files.readAllBytes(ErlangNodes.compilePlayer(factor, into));
            versions.put(factor, known);
        }
        return known;
    }

    /** Puts version 1 on the node, loads it and starts its process anew with no gold. */
    void resetPlayer(String server) throws Exception {
        Files.write(live(server).resolve("ebin/player.beam"), player(1));
        try (ErlangNode node = connect(server)) {
            NodeCommands commands = new NodeCommands(node);
            for (String text : List.of(
                    "gen_server:stop(player)",
                    "code:purge(player)",
                    "code:load_file(player)",
                    "code:purge(player)",
                    "player:start()")) {
                run(commands, text);
            }
        }
    }

    /** What a call on the node returns, in Erlang syntax. */
    String ask(String server, String text) throws Exception {
        try (ErlangNode node = connect(server)) {
            return run(new NodeCommands(node), text).output();
        }
    }

    ProjectHosts direct() {
        return direct(nodes.cookieFile(), daemons.passwordFile());
    }

    ProjectHosts direct(Path cookie, Path password) {
        return hosts(
                ProjectHosts.Adapter.DIRECT,
                cookie,
                new ProjectHosts.Direct(daemons.port(), MODULE, "{hostRoot}", daemons.user(), password),
                null);
    }

    ProjectHosts ssh(ProjectHosts.Ssh ssh) {
        return hosts(ProjectHosts.Adapter.SSH, nodes.cookieFile(), null, ssh);
    }

    /** Names below the stage of a host. */
    List<String> stages(String ip) throws IOException {
        try (Stream<Path> stages = Files.list(root(ip).resolve(".slipway/stage"))) {
            return stages.map(stage -> String.valueOf(stage.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        daemons.close();
        nodes.close();
    }

    private ProjectHosts hosts(
            ProjectHosts.Adapter adapter,
            Path cookie,
            ProjectHosts.@Nullable Direct direct,
            ProjectHosts.@Nullable Ssh ssh) {
        return new ProjectHosts(
                adapter,
                directory.resolve("hosts") + "/{ip}",
                directory.resolve("nodes") + "/{server}",
                "{server}@{ip}",
                nodes.epmdPort(),
                cookie,
                direct,
                ssh,
                Map.of(),
                null,
                null);
    }

    private ErlangNode connect(String server) throws Exception {
        NodeAddress address = NodeAddress.of(
                        Objects.requireNonNull(running.get(server), server).host(), server)
                .withEpmdPort(nodes.epmdPort());
        return ErlangNode.connect(address, Cookie.read(nodes.cookieFile()), LIMIT);
    }

    private static CommandResult run(NodeCommands commands, String text) throws Exception {
        return commands.run(ErlangCallParser.parse(text), LIMIT);
    }
}
