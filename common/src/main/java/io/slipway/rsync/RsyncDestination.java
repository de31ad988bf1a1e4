package io.slipway.rsync;

import io.slipway.name.FileName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A directory on another host. Every part is checked when it is made, so a command built from one is safe to run. */
public sealed interface RsyncDestination permits RsyncDestination.Daemon, RsyncDestination.Ssh {
    /** The last argument of the command. */
    String operand();

    /**
     * A directory of an rsync daemon's module.
     *
     * @param ip IPv4 literal
     * @param path below the module, {@code /} between segments, empty for the module itself
     * @param passwordFile absolute; the caller has checked who can read it
     */
    record Daemon(String ip, int port, String module, String user, String path, Path passwordFile)
            implements RsyncDestination {
        private static final int MAX_PORT = 65_535;

        public Daemon {
            require(IpLiteral.allowed(ip), "ip", ip);
            require(port >= 1 && port <= MAX_PORT, "port", String.valueOf(port));
            require(SafeName.allowed(module), "module", module);
            require(SafeName.allowed(user), "user", user);
            require(path.isEmpty() || FileName.allowed(withoutOwnDirectory(path)), "path", path);
            require(passwordFile.isAbsolute(), "password file", passwordFile.toString());
        }

        @Override
        public String operand() {
            return "rsync://" + user + "@" + ip + ":" + port + "/" + module + "/" + (path.isEmpty() ? "" : path + "/");
        }

        /** {@code .slipway} is refused in the names of files, and is where we ourselves stage them. */
        private static String withoutOwnDirectory(String path) {
            return path.replaceAll("(?<![^/])\\.slipway(?![^/])", "slipway");
        }
    }

    /**
     * A directory of a host reached by ssh.
     *
     * @param client ssh and its options, fixed by the worker's configuration; no white space or quotes inside a word,
     *     since rsync splits the text itself
     * @param path absolute
     */
    record Ssh(List<String> client, String user, String ip, Path path) implements RsyncDestination {
        private static final Pattern WORD = Pattern.compile("[A-Za-z0-9/._=:,@+%\\[\\]-]+");

        public Ssh {
            client = List.copyOf(client);
            client.forEach(word -> require(WORD.matcher(word).matches(), "ssh argument", word));
            require(!client.isEmpty() && !client.get(0).startsWith("-"), "ssh program", client.toString());
            require(SafeName.allowed(user), "user", user);
            require(IpLiteral.allowed(ip), "ip", ip);
            require(path.isAbsolute() && path.equals(path.normalize()), "path", path.toString());
        }

        @Override
        public String operand() {
            return user + "@" + ip + ":" + path + "/";
        }
    }

    private static void require(boolean allowed, String part, String value) {
        if (!allowed) {
            throw new IllegalArgumentException("rsync " + part + " is not allowed: " + value);
        }
    }
}
