package io.slipway.opsmanager.bench;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hosts 127.0.1.1 and up, each with its own rsync daemon and its own Erlang node, all below one directory. */
final class BenchFleet implements AutoCloseable {
    private static final int STARTED_AT_ONCE = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Path directory;
    final List<String> hosts = new ArrayList<>();
    final RsyncDaemons daemons;
    final Path cookieFile;
    final int epmdPort = FreePorts.one();
    private final int nodePort = FreePorts.one();
    private final List<ChildProcess> nodes = new ArrayList<>();
    private final FixedEpmd epmd;

    BenchFleet(Path directory, int size, boolean daemonNoDelay) throws IOException {
        this.directory = directory;
        for (int i = 1; i <= size; i++) {
            hosts.add("127.0.1." + i);
        }
        this.daemons = RsyncDaemons.in(directory.resolve("rsyncd"), new RsyncDaemons.Options(0, daemonNoDelay));
        this.cookieFile = Files.writeString(directory.resolve(".erlang.cookie"), "c" + UUID.randomUUID());
        Files.setPosixFilePermissions(cookieFile, PosixFilePermissions.fromString("r--------"));
        this.epmd = new FixedEpmd(hosts, epmdPort, nodePort);
        for (String host : hosts) {
            Files.createDirectories(root(host).resolve("s_1"));
            daemons.start(host, Map.of("game", root(host)));
        }
        for (int from = 0; from < size; from += STARTED_AT_ONCE) {
            List<ChildProcess> batch = hosts.subList(from, Math.min(size, from + STARTED_AT_ONCE)).stream()
                    .map(this::startNode)
                    .toList();
            batch.forEach(
                    node -> node.awaitReady("ready", LIMIT, () -> node.output().contains("ready")));
        }
    }

    Path root(String host) {
        return directory.resolve("hosts").resolve(host);
    }

    /** CPU time of all nodes so far, from the kernel's account of each thread. */
    double nodeCpuSeconds() throws IOException {
        long nanos = 0;
        for (ChildProcess node : nodes) {
            try (DirectoryStream<Path> threads =
                    Files.newDirectoryStream(Path.of("/proc", String.valueOf(node.pid()), "task"))) {
                for (Path thread : threads) {
                    nanos += Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
        }
        return nanos / 1e9;
    }

    private ChildProcess startNode(String host) {
        List<String> command = new ArrayList<>(List.of("erl", "-noshell", "-noinput", "-name", "s_1@" + host));
        command.addAll(List.of("-start_epmd", "false", "-erl_epmd_port", String.valueOf(nodePort)));
        command.addAll(
                List.of("+S", "1:1", "+A", "1", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none", "-kernel"));
        command.addAll(List.of("inet_dist_use_interface", "{" + host.replace('.', ',') + "}"));
        command.addAll(List.of("-eval", "io:format(\"ready~n\")."));
        ChildProcess node =
                ChildProcess.start(root(host).resolve("node.log"), Map.of("HOME", directory.toString()), command);
        nodes.add(node);
        return node;
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(ChildProcess::kill9);
        daemons.close();
        epmd.close();
    }
}
