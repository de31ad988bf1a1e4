package io.slipway.worker.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs programs as another runner does and measures how long each took and how it ended. */
public final class MeasuredRunner implements ShellRunner {
    /** Timer: one run, by {@code program} (those with a name of their own here, else {@code other}) and {@code exit}. */
    public static final String PROGRAM = "slipway.program";

    private static final Set<String> NAMED = Set.of("rsync", "ssh");

    private final ShellRunner runner;
    private final MeterRegistry meters;

    public MeasuredRunner(ShellRunner runner, MeterRegistry meters) {
        this.runner = runner;
        this.meters = meters;
    }

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
            throws InterruptedException {
        long begin = System.nanoTime();
        return measured(command, begin, runner.run(command, limit, cancellation, lines));
    }

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
            throws InterruptedException {
        long begin = System.nanoTime();
        return measured(command, begin, runner.run(command, limit, cancellation));
    }

    private ShellResult measured(ShellCommand command, long begin, ShellResult result) {
        meters.timer(PROGRAM, "program", program(command), "exit", exit(result))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        return result;
    }

    private static String program(ShellCommand command) {
        Path name = Path.of(command.argv().get(0)).getFileName();
        return name != null && NAMED.contains(name.toString()) ? name.toString() : "other";
    }

    /** The exit code, 0 to 255, or who ended the program before it had one. */
    private static String exit(ShellResult result) {
        return result.end() == End.EXITED
                ? String.valueOf(result.exitCode())
                : result.end().name().toLowerCase(Locale.ROOT);
    }
}
