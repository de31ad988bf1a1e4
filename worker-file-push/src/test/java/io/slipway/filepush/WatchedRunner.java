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

/** Runs real programs, remembers them, and acts around the first. */
final class WatchedRunner implements ShellRunner {
    private final ShellRunner real = new ProcessShellRunner();
    final List<ShellCommand> commands = new ArrayList<>();
    final List<ShellResult> results = new ArrayList<>();
    Runnable beforeFirst = () -> {};
    Runnable afterFirst = () -> {};

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
            throws InterruptedException {
        before(command);
        return after(real.run(command, limit, cancellation, lines));
    }

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
            throws InterruptedException {
        before(command);
        return after(real.run(command, limit, cancellation));
    }

    private void before(ShellCommand command) {
        commands.add(command);
        if (commands.size() == 1) {
            beforeFirst.run();
        }
    }

    private ShellResult after(ShellResult result) {
        results.add(result);
        if (results.size() == 1) {
            afterFirst.run();
        }
        return result;
    }
}
