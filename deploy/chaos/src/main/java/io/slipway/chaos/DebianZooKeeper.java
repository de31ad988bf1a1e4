package io.slipway.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** Debian's ZooKeeper server, one alone, on 127.0.0.1. */
final class DebianZooKeeper {
    /** What it prints when it takes sessions. */
    static final String READY = "ZooKeeper audit is disabled";

    private static final List<String> JARS =
            List.of("/usr/share/java/zookeeper.jar", "/usr/share/java/slf4j-simple.jar");

    private DebianZooKeeper() {}

    /**
     * @param directory of its settings and data
     * @param tickMillis sessions last 2 to 20 of them, as the client asks
     */
    static Launch launch(Path directory, int port, int tickMillis) throws IOException {
        for (String jar : JARS) {
            if (!Files.exists(Path.of(jar))) {
                throw new IllegalStateException(jar + " is missing: apt-get install libzookeeper-java libslf4j-java");
            }
        }
        Path data = Files.createDirectories(directory.resolve("data"));
        String settings = """
                tickTime=%d
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                """.formatted(tickMillis, data, port);
        Path file = Files.writeString(directory.resolve("zoo.cfg"), settings);
        return Launch.of(QuorumPeerMain.class, List.of(file.toString()))
                .withClassPath(String.join(File.pathSeparator, JARS));
    }
}
