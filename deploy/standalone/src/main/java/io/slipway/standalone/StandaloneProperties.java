package io.slipway.standalone;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the standalone form. Those of its parts stand beside them in the same file: {@code server.port},
 * {@code slipway.file-pull.*}, {@code slipway.file-push.*}, {@code slipway.ops-manager.*} and so on.
 *
 * @param data directory of everything that must survive a restart, default {@code slipway-data}
 * @param brokerPort port of the embedded broker on 127.0.0.1, default 0 for a free one
 * @param storePort port of the embedded document store, default 0 for a free one
 * @param zookeeperPort port of the embedded ZooKeeper, default 0 for a free one
 * @param storeCacheMib cache of the document store, larger than the data for speed, default 128 MiB
 * @param filePull queues and slots of the file-pull worker, default queue file_pull with 2 slots
 * @param filePush queues and slots of the file-push worker, default queue file_push with 4 slots
 * @param fileRelay a worker of the role file-relay; none without its directory
 * @param opsManager queues and slots of the ops-manager worker, default queue ops_manager with 16 slots
 */
@ConfigurationProperties("slipway.standalone")
public record StandaloneProperties(
        @DefaultValue("slipway-data") Path data,
        @DefaultValue("0") int brokerPort,
        @DefaultValue("0") int storePort,
        @DefaultValue("0") int zookeeperPort,
        @DefaultValue("128") int storeCacheMib,
        @DefaultValue Worker filePull,
        @DefaultValue Worker filePush,
        @DefaultValue Relay fileRelay,
        @DefaultValue Worker opsManager) {

    /**
     * The worker that passes files on.
     *
     * @param backupRoot directory that the rsync module of this host writes to; without it there is no such worker
     * @param queues queues it takes orders from, default file_relay
     * @param slots orders it runs at once, default 4
     */
    public record Relay(
            @Nullable Path backupRoot,
            @DefaultValue("file_relay") List<String> queues,
            @DefaultValue("4") int slots) {}

    /**
     * One of the workers.
     *
     * @param queues queues it takes orders from; empty for the default of its role
     * @param slots orders it runs at once; 0 for the default of its role
     */
    public record Worker(
            @DefaultValue List<String> queues,
            @DefaultValue("0") int slots) {
        Worker orDefault(String queue, int defaultSlots) {
            return new Worker(queues.isEmpty() ? List.of(queue) : queues, slots == 0 ? defaultSlots : slots);
        }
    }
}
