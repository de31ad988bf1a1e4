package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Subversion repository and its svnserve on loopback, ended by its pid. Reading and writing need a password. */
public final class SvnServer implements AutoCloseable {
    public static final String USER = "builder";

    private static final String ADDRESS = "127.0.0.1";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Path directory;
    private final Path repository;
    private final String password = PrivateFiles.newPassword();
    private final int port = FreePorts.one();
    private @Nullable ChildProcess process;

    private SvnServer(Path directory) {
        this.directory = PrivateFiles.directory(directory.toAbsolutePath());
        this.repository = this.directory.resolve("repository");
        client("svnadmin", "create", repository.toString());
        PrivateFiles.write(
                repository.resolve("conf/svnserve.conf"),
                "[general]\nanon-access = none\nauth-access = write\npassword-db = passwd\n");
        PrivateFiles.write(repository.resolve("conf/passwd"), "[users]\n" + USER + " = " + password + "\n");
    }

    /** A new, empty repository; not served yet. */
    public static SvnServer in(Path directory) {
        return new SvnServer(directory);
    }

    /** Serves it, again after {@link #stop()} on the same port. */
    public SvnServer start() {
        ChildProcess started = ChildProcess.start(
                directory.resolve("svnserve.log"),
                List.of(
                        "svnserve",
                        "--daemon",
                        "--foreground",
                        "--listen-host=" + ADDRESS,
                        "--listen-port=" + port,
                        "--root=" + directory));
        process = started;
        started.awaitReady(
                "greeting on " + ADDRESS + ":" + port,
                START,
                () -> Loopback.answers(ADDRESS, port, "", "( success".length()));
        return this;
    }

    /** {@code svn://127.0.0.1:port/repository} */
    public String url() {
        return "svn://" + ADDRESS + ":" + port + "/repository";
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** A new file of mode 600 with the password. */
    public Path passwordFile() {
        return PrivateFiles.write(directory.resolve("password"), password + "\n");
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    public void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Ends the server and all its connections the way a crash does. */
    public void kill9() {
        if (process != null) {
            process.kill9();
            process = null;
        }
    }

    /** Freezes or thaws the server: connections are taken by the kernel and nobody answers. */
    public void signal(ChildProcess.Signal signal) {
        if (process != null) {
            process.signalTree(signal);
        }
    }

    /** One commit, past the server. Each change is a line of {@code svnmucc}: {@code put text path}, {@code rm path}, ... */
    public void commit(String author, String message, List<List<String>> changes) {
        try {
            Path files = Files.createTempDirectory(directory, "commit");
            List<String> argv = new ArrayList<>(
                    List.of("svnmucc", "--non-interactive", "-u", author, "-m", message, "-U", "file://" + repository));
            for (List<String> change : changes) {
                if (change.get(0).equals("put")) {
                    Path text = Files.writeString(Files.createTempFile(files, "put", ""), change.get(1));
                    argv.addAll(List.of("put", text.toString(), change.get(2)));
                } else {
                    argv.addAll(change);
                }
            }
            client(argv.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a dump, which is much faster than as many commits. */
    public void load(Path dump) {
        client("svnadmin", "load", "--quiet", "--no-flush-to-disk", "--file", dump.toString(), repository.toString());
    }

    private static void client(String... argv) {
        ChildProcess.Finished ended = ChildProcess.run(LIMIT, Map.of(), List.of(argv));
        if (ended.exit() != 0) {
            throw new IllegalStateException(String.join(" ", argv) + ": " + ended.output());
        }
    }

    @Override
    public void close() {
        stop();
    }
}
