package io.slipway.dispatcher.versions.svn;

import io.slipway.secret.Secret;
import io.slipway.worker.shell.ShellCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of the Subversion client as values. The password comes in through standard input, never as an argument. */
final class SvnCommand {
    private final String program;
    private final Path configuration;

    /** @param configuration an empty directory of our own: tunnels and helpers of a user's configuration do not count */
    SvnCommand(String program, Path configuration) {
        this.program = program;
        this.configuration = configuration;
    }

    ShellCommand info(String url, @Nullable String user, Optional<Secret> password) {
        return command(List.of("info", "--xml"), url, user, password);
    }

    /** All revisions from one to the newest, oldest first, with their changed paths. */
    ShellCommand log(String url, long first, @Nullable String user, Optional<Secret> password) {
        return command(List.of("log", "--xml", "-v", "-r", first + ":HEAD"), url, user, password);
    }

    private ShellCommand command(List<String> what, String url, @Nullable String user, Optional<Secret> password) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(what);
        argv.addAll(List.of("--non-interactive", "--no-auth-cache", "--config-dir", configuration.toString()));
        if (user != null) {
            argv.addAll(List.of("--username", user));
        }
        if (password.isPresent()) {
            argv.add("--password-from-stdin");
        }
        argv.add("--");
        argv.add(url + "@"); // an @ in the URL itself is no revision then
        ShellCommand command = ShellCommand.of(argv);
        return password.map(secret -> command.withStdin(secret.reveal() + "\n")).orElse(command);
    }
}
