package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A web server over one directory, as the origin of a CDN has one: a single process on loopback, ended by its pid. */
public final class Nginx implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/nginx";
    private static final Duration START = Duration.ofSeconds(60);

    private final String address;
    private final int port = FreePorts.one();
    private final Path accessLog;
    private final ChildProcess process;

    private Nginx(Path directory, String address, Path root, String more) {
        Path prefix = PrivateFiles.directory(directory.toAbsolutePath());
        this.address = Loopback.requireLoopback(address);
        this.accessLog = prefix.resolve("access.log");
        Path configuration = PrivateFiles.write(prefix.resolve("nginx.conf"), configuration(root, more));
        this.process = ChildProcess.start(
                prefix.resolve("nginx.log"),
                List.of(PROGRAM, "-p", prefix + "/", "-e", "stderr", "-c", configuration.toString()));
        process.awaitReady("listening on " + address + ":" + port, START, () -> Loopback.accepts(address, port));
    }

    /**
     * @param directory for its configuration, log and temporary files
     * @param root what it serves
     * @param more directives of the {@code server} block, for example a {@code location} of its own; may be empty
     */
    public static Nginx serving(Path directory, String address, Path root, String more) {
        return new Nginx(directory, address, root, more);
    }

    /** {@code http://address:port}, without a slash at the end. */
    public String url() {
        return "http://" + address + ":" + port;
    }

    /** One line per request, oldest first: method, path as it was sent with its query, status, {@code Cache-Control}. */
    public List<String> requests() {
        try {
            return Files.exists(accessLog) ? Files.readAllLines(accessLog, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private String configuration(Path root, String more) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                events { worker_connections 256; }
                http {
                  log_format seen '$request_method $request_uri $status $http_cache_control';
                  access_log access.log seen;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  default_type application/octet-stream;
                  server {
                    listen %s:%d;
                    root %s;
                    location ~ /\\.slipway { return 404; }
                    %s
                  }
                }
                """.formatted(address, port, root, more);
    }
}
