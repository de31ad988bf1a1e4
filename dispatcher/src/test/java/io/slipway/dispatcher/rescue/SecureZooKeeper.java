package io.slipway.dispatcher.rescue;

import java.io.File;
import java.net.InetSocketAddress;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper with TLS alone, in a process of its own: its settings are properties of the whole JVM. */
final class SecureZooKeeper {
    static final String READY = "ZooKeeper is ready";

    private SecureZooKeeper() {}

    /** @param arguments data directory, port, key with certificate, CA */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("zookeeper.ssl.keyStore.location", arguments[2]);
        System.setProperty("zookeeper.ssl.keyStore.type", "PEM");
        System.setProperty("zookeeper.ssl.trustStore.location", arguments[3]);
        System.setProperty("zookeeper.ssl.trustStore.type", "PEM");
        System.setProperty("zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
        // A server that reads a file of settings does this itself where it has a secure port.
        System.setProperty(
                "zookeeper.authProvider.x509", "org.apache.zookeeper.server.auth.X509AuthenticationProvider");
        System.setProperty("zookeeper.admin.enableServer", "false");
        File data = new File(arguments[0]);
        ServerCnxnFactory factory = ServerCnxnFactory.createFactory();
        factory.configure(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 100, -1, true);
        factory.startup(new ZooKeeperServer(data, data, 2000));
        System.out.println(READY);
        factory.join();
    }
}
