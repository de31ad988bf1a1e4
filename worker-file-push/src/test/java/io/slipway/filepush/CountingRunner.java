package io.slipway.filepush;

import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has each sending rsync say how much it sent. */
final class CountingRunner implements ShellRunner {
    private static final Pattern SENT = Pattern.compile("Total bytes sent: ([0-9,]+)");

    private final ShellRunner real = new ProcessShellRunner();
    final List<Long> sent = new ArrayList<>();

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
            throws InterruptedException {
        List<String> argv = new ArrayList<>(command.argv());
        argv.add(1, "--stats");
        return real.run(ShellCommand.of(argv).withStdin(command.stdin()), limit, cancellation, line -> {
            Matcher matcher = SENT.matcher(line);
            if (matcher.find()) {
                sent.add(Long.parseLong(matcher.group(1).replace(",", "")));
            }
            lines.accept(line);
        });
    }

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
            throws InterruptedException {
        return real.run(command, limit, cancellation);
    }
}
