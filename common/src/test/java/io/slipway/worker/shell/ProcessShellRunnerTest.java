package io.slipway.worker.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult.End;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessShellRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final ShellRunner runner = new ProcessShellRunner();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void exitCodeAndBothOutputsComeBack() throws Exception {
        ShellResult result = run("printf 文件; printf oops >&2; exit 7");

        assertThat(result).isEqualTo(new ShellResult(End.EXITED, 7, "文件", "oops"));
        assertThat(result.ok()).isFalse();
        assertThat(run("true").ok()).isTrue();
    }

    @Test
    void argumentsAreNeverReadByAShell() throws Exception {
        ShellResult result = runner.run(ShellCommand.of(List.of("printf", "%s", "$(id);`id`*")), LONG, cancellation);

        assertThat(result.stdout()).isEqualTo("$(id);`id`*");
    }

    @Test
    void environmentHoldsOnlyWhatIsNamed() throws Exception {
        ShellCommand env = new ShellCommand(List.of("env"), Map.of("GIVEN", "yes"), "");

        List<String> names = runner.run(env, LONG, cancellation)
                .stdout()
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(names).containsExactlyInAnyOrder("PATH", "HOME", "LC_ALL", "GIVEN");
    }

    @Test
    void programNotFoundIsAResult() throws Exception {
        ShellResult result = runner.run(ShellCommand.of(List.of("no-such-program")), LONG, cancellation);

        assertThat(result.end()).isEqualTo(End.NOT_STARTED);
        assertThat(result.stderr()).contains("no-such-program");
    }

    @Test
    void standardInputIsEmptyUnlessGiven() throws Exception {
        assertThat(run("cat").stdout()).isEmpty();
        assertThat(runner.run(ShellCommand.of(List.of("cat")).withStdin("一\0二"), LONG, cancellation)
                        .stdout())
                .isEqualTo("一\0二");
    }

    @Test
    void longInputReachesTheProgramWholeAndLeavesNoFile() throws Exception {
        String input = "0123456789".repeat(200_000);
        ShellCommand count = ShellCommand.of(List.of("wc", "-c")).withStdin(input);

        assertThat(runner.run(count, LONG, cancellation).stdout().strip()).isEqualTo("2000000");
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("slipway-stdin")))
                    .isEmpty();
        }
    }

    @Test
    void inputNobodyReadsIsNoFault() throws Exception {
        ShellCommand deaf = ShellCommand.of(List.of("true")).withStdin("unread");

        assertThat(runner.run(deaf, LONG, cancellation).ok()).isTrue();
    }

    @Test
    void linesEndAtCarriageReturnToo() throws Exception {
        List<String> lines = new ArrayList<>();
        ShellResult result = runner.run(shell("printf 'a\\rb\\r\\n\\nc'"), LONG, cancellation, lines::add);

        assertThat(lines).containsExactly("a", "b", "c");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void linesComeWhileTheProgramRuns() throws Exception {
        Path mark = directory.resolve("mark");
        AtomicBoolean seenWhileRunning = new AtomicBoolean();
        String script = "echo first; while [ ! -e '%s' ]; do sleep 0.01; done".formatted(mark);

        ShellResult result = runner.run(shell(script), LONG, cancellation, line -> {
            seenWhileRunning.set(true);
            touch(mark);
        });

        assertThat(seenWhileRunning).isTrue();
        assertThat(result.ok()).isTrue();
    }

    @Test
    void aReaderGetsEveryByteAndTheErrorsAreKept() throws Exception {
        long[] count = {0};
        ShellResult result = new ProcessShellRunner()
                .run(
                        shell("head -c 3000000 /dev/zero; printf oops >&2; exit 3"),
                        LONG,
                        out -> count[0] = out.readAllBytes().length);

        assertThat(count[0]).isEqualTo(3_000_000);
        assertThat(result).isEqualTo(new ShellResult(End.EXITED, 3, "", "oops"));
    }

    @Test
    void aReaderReadsWhileTheProgramRuns() throws Exception {
        Path mark = directory.resolve("mark");
        String script = "echo first; while [ ! -e '%s' ]; do sleep 0.01; done".formatted(mark);

        ShellResult result = new ProcessShellRunner().run(shell(script), LONG, out -> {
            assertThat(out.read()).isEqualTo('f');
            touch(mark);
        });

        assertThat(result.ok()).isTrue();
    }

    @Test
    void theStreamOfAProgramThatIsSilentOrNeverStopsEndsAtTheLimit() throws Exception {
        for (String program : List.of("sleep 60", "yes")) {
            ShellResult result = new ProcessShellRunner()
                    .run(
                            shell(program),
                            Duration.ofMillis(300),
                            out -> out.transferTo(OutputStream.nullOutputStream()));

            assertThat(result.end()).as(program).isEqualTo(End.TIMED_OUT);
        }
    }

    @Test
    void aReaderThatFailsEndsTheProgram() {
        Path pid = directory.resolve("pid");
        String script = "echo $$ > '%s'; echo ready; sleep 60".formatted(pid);

        assertThatThrownBy(() -> new ProcessShellRunner().run(shell(script), LONG, out -> {
                    assertThat(out.read()).isEqualTo('r');
                    throw new IOException("enough");
                }))
                .hasMessage("enough");
        await().untilAsserted(() -> assertThat(
                        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                                .filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    @Test
    void anInterruptedReaderIsInterruptedWhateverItMakesOfIt() {
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> new ProcessShellRunner().run(shell("echo ready; sleep 60"), LONG, out -> {
                    assertThat(out.read()).isEqualTo('r');
                    caller.interrupt();
                    try {
                        out.readAllBytes();
                    } catch (IOException swallowed) {
                        // as a parser would that takes it for a cut-off document
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void onlyTheEndOfLongOutputIsKept() throws Exception {
        ShellResult result = run("head -c 3000000 /dev/zero | tr '\\0' x; printf END; "
                + "head -c 300000 /dev/zero | tr '\\0' y >&2; printf LAST >&2");

        assertThat(result.stdout()).hasSize(64 * 1024).endsWith("xEND");
        assertThat(result.stderr()).hasSize(16 * 1024).endsWith("yLAST");
    }

    @Test
    void aProgramThatNeverStopsPrintingMeetsItsLimit() throws Exception {
        ShellResult result = runner.run(ShellCommand.of(List.of("yes")), Duration.ofMillis(300), cancellation);

        assertThat(result.end()).isEqualTo(End.TIMED_OUT);
        assertThat(result.stdout()).startsWith("y");
    }

    @Test
    void limitEndsTheProgramAndItsChildrenThoughTheyIgnoreTheFirstSignal() throws Exception {
        Path pids = directory.resolve("pids");
        String script =
                "trap '' TERM; (trap '' TERM; while :; do sleep 1; done) & echo $$ $! > '%s'; while :; do sleep 1; done"
                        .formatted(pids);

        ShellResult result = runner.run(shell(script), Duration.ofMillis(500), cancellation);

        assertThat(result.end()).isEqualTo(End.TIMED_OUT);
        for (String pid : Files.readString(pids).strip().split(" ", 2)) {
            assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    @Test
    void cancelStopsTheProgramAndKeepsItsLastWords() throws Exception {
        Path started = directory.resolve("started");
        Thread canceller = new Thread(() -> {
            await().until(() -> Files.exists(started));
            cancellation.request();
        });
        canceller.start();

        ShellResult result =
                run("trap 'echo bye >&2; exit 3' TERM; touch '%s'; while :; do sleep 0.01; done".formatted(started));

        canceller.join();
        assertThat(result.end()).isEqualTo(End.CANCELLED);
        assertThat(result.stderr()).endsWith("bye\n");
    }

    @Test
    void cancelledBeforeTheStartNothingRuns() throws Exception {
        cancellation.request();

        ShellResult result = run("touch '%s'".formatted(directory.resolve("ran")));

        assertThat(result.end()).isEqualTo(End.CANCELLED);
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void interruptStopsTheProgramFirst() throws Exception {
        Path pid = directory.resolve("pid");
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
            caller.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> run("echo $$ > '%s'; exec sleep 60".formatted(pid)))
                .isInstanceOf(InterruptedException.class);

        interrupter.join();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aListenerThatThrowsEndsTheProgram() throws Exception {
        Path pid = directory.resolve("pid");
        ShellCommand command = shell("echo $$ > '%s'; echo line; exec sleep 60".formatted(pid));

        assertThatThrownBy(() -> runner.run(command, LONG, cancellation, line -> {
                    throw new IllegalStateException(line);
                }))
                .hasMessage("line");

        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aDaemonThatKeepsThePipesOpenDoesNotHoldTheCallBack() throws Exception {
        long start = System.nanoTime();

        ShellResult result = run("sleep 5 & echo done");

        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void manyRunsLeaveNeitherThreadsNorOpenFiles() throws Exception {
        run("true");
        int filesBefore = openFiles();
        Set<Thread> threadsBefore = threads();
        for (int i = 0; i < 100; i++) {
            run("echo x; echo y >&2");
            runner.run(ShellCommand.of(List.of("no-such-program")), LONG, cancellation);
        }

        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 1));
        assertThat(threads()).isSubsetOf(threadsBefore);
    }

    private ShellResult run(String script) throws InterruptedException {
        return runner.run(shell(script), LONG, cancellation);
    }

    private static ShellCommand shell(String script) {
        return ShellCommand.of(List.of("sh", "-c", script));
    }

    /** Apart from the JDK's own reapers, which end by themselves when idle, and the threads of the waiting test. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("process reaper")
                        && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static int openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
