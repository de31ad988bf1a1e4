package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A CA with its certificates, made by {@code deploy/distributed/certificates.sh} as an administrator does. */
public final class Certificates {
    /** The certificate of all servers. */
    public static final String SERVER = "server";

    private static final Path SCRIPTS = root().resolve("deploy/distributed");
    private static final Duration LIMIT = Duration.ofSeconds(240);

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * A new CA with a server certificate.
     *
     * @param hosts names and addresses that stand in it
     */
    public static Certificates in(Path directory, String... hosts) {
        Certificates made = new Certificates(directory);
        made.script("ca");
        return made.server(SERVER, hosts);
    }

    /** One more server certificate, for those hosts. */
    public Certificates server(String name, String... hosts) {
        List<String> arguments = new ArrayList<>(List.of("server", name));
        arguments.addAll(List.of(hosts));
        script(arguments.toArray(String[]::new));
        return this;
    }

    /** A client certificate with that common name. */
    public Certificates client(String name) {
        script("client", name);
        return this;
    }

    /** A client certificate with that common name that ran out yesterday; only keytool dates one back. */
    public Certificates expiredClient(String name) {
        client(name);
        Path store = directory.resolve("ca.p12");
        Path request = directory.resolve(name + ".csr");
        run(openssl("req", "-new", "-key", key(name), "-subj", "/CN=" + name, "-out", request));
        List<String> export = openssl("pkcs12", "-export", "-in", ca(), "-inkey", directory.resolve("ca.key"));
        export.addAll(List.of("-name", "ca", "-out", store.toString(), "-passout", "pass:throw-away"));
        run(export);
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-gencert",
                "-keystore",
                store.toString(),
                "-storepass",
                "throw-away",
                "-alias",
                "ca",
                "-rfc",
                "-startdate",
                "-10d",
                "-validity",
                "9",
                "-ext",
                "EKU=clientAuth",
                "-infile",
                request.toString(),
                "-outfile",
                certificate(name).toString()));
        return this;
    }

    public Path ca() {
        return directory.resolve("ca.pem");
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** Key and certificate in one file. */
    public Path both(String name) {
        return directory.resolve(name + ".both.pem");
    }

    /** What somebody with that certificate connects with who believes this CA. */
    public SSLContext as(String name) {
        return as(name, ca());
    }

    /** The same, believing another CA. */
    public SSLContext as(String name, Path trusted) {
        return context(
                PemSslStoreDetails.forCertificate("file:" + certificate(name)).withPrivateKey("file:" + key(name)),
                trusted);
    }

    /** Who believes this CA and has nothing to show. */
    public SSLContext asNobody() {
        return context(null, ca());
    }

    /** The settings of a process with that certificate, as docs/security.md has them. */
    public Map<String, Object> settings(String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.ssl.bundle.pem.broker.keystore.certificate", "file:" + certificate(name));
        settings.put("spring.ssl.bundle.pem.broker.keystore.private-key", "file:" + key(name));
        settings.put("spring.ssl.bundle.pem.broker.truststore.certificate", "file:" + ca());
        settings.put("spring.rabbitmq.ssl.bundle", "broker");
        settings.put("slipway.broker.login", "certificate");
        return settings;
    }

    /** Runs {@code permissions.sh --apply} for a broker. */
    public static String permissions(PrivateRabbit rabbit, String... arguments) {
        Map<String, String> environment = new HashMap<>(rabbit.ctlEnvironment());
        environment.put("RABBITMQCTL", rabbit.ctlCommand());
        List<String> argv = new ArrayList<>(
                List.of("bash", SCRIPTS.resolve("permissions.sh").toString(), "--apply"));
        argv.addAll(List.of(arguments));
        return finished(ChildProcess.run(LIMIT, environment, argv), argv);
    }

    private static SSLContext context(@Nullable PemSslStoreDetails own, Path trusted) {
        return SslBundle.of(new PemSslStoreBundle(own, PemSslStoreDetails.forCertificate("file:" + trusted)))
                .createSslContext();
    }

    private void script(String... arguments) {
        List<String> argv = new ArrayList<>(
                List.of("bash", SCRIPTS.resolve("certificates.sh").toString(), directory.toString()));
        argv.addAll(List.of(arguments));
        run(argv);
    }

    private static List<String> openssl(Object... arguments) {
        List<String> argv = new ArrayList<>(List.of("openssl"));
        for (Object argument : arguments) {
            argv.add(argument.toString());
        }
        return argv;
    }

    private static void run(List<String> argv) {
        finished(ChildProcess.run(LIMIT, Map.of(), argv), argv);
    }

    private static String finished(ChildProcess.Finished run, List<String> argv) {
        if (run.exit() != 0) {
            throw new IllegalStateException(argv + " ended with code " + run.exit() + "\n" + run.output());
        }
        return run.output();
    }

    private static Path root() {
        try {
            Path start = Path.of("").toRealPath();
            for (@Nullable Path at = start; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve("deploy/distributed/certificates.sh"))) {
                    return at;
                }
            }
            throw new IllegalStateException("certificates.sh is in no directory above " + start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
