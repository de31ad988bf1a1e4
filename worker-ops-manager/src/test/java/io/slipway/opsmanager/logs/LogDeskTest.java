package io.slipway.opsmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.BoardBatch;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.LogPlace;
import io.slipway.contract.LogPlace.Which;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerAnswer.LogChunk;
import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.contract.WorkerAnswer.Match;
import io.slipway.contract.WorkerQuestion;
import io.slipway.contract.WorkerQuestion.FollowLog;
import io.slipway.contract.WorkerQuestion.LeaveLog;
import io.slipway.contract.WorkerQuestion.ReadLog;
import io.slipway.contract.WorkerQuestion.SearchLog;
import io.slipway.contract.WorkerRequest;
import io.slipway.job.Role;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.SideLine;
import io.slipway.worker.WorkerIdentity;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs with everything that real ones have, read through a real supervisord. */
@Tag("slow")
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogDeskTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Charset GBK = Charset.forName("GBK");
    private static final String HOST = "127.0.9.1";
    private static final List<String> PROGRAMS =
            List.of("plain", "chinese", "coloured", "gbk", "mixed", "huge", "live", "silent", "binary");

    @TempDir
    static Path directory;

    private Supervisords fleet;
    private LogDesk desk;
    private final Asker asker = new Asker();

    @BeforeAll
    void start() {
        fleet = Supervisords.in(directory);
        fleet.start(
                HOST,
                PROGRAMS.stream()
                        .map(name -> Program.lasting(name).with("autostart", "false"))
                        .toList());
        desk = new LogDesk(
                (project, ip) ->
                        Optional.of(new SupervisorAddress(ip, fleet.port(), fleet.user(), fleet.passwordFile())),
                Duration.ofSeconds(3));
        desk.start(asker);
    }

    @AfterAll
    void end() {
        desk.stop();
        fleet.close();
    }

    @Test
    void theLastBytesOfAChineseLogBeginAndEndWithWholeCharacters() throws Exception {
        String text = "玩家登录成功\n".repeat(20_000);
        write("chinese", text.getBytes(StandardCharsets.UTF_8));

        for (int bytes = 65_530; bytes < 65_536; bytes++) {
            LogPart part = read("chinese", -1, bytes);
            assertThat(part.problem()).isNull();
            assertThat(part.size()).isEqualTo(text.length() / 7 * 19);
            assertThat(text).endsWith(part.text());
            assertThat(part.to()).isEqualTo(part.size());
            assertThat(part.to() - part.from()).isBetween(bytes - 3L, (long) bytes);
            assertThat(part.text().getBytes(StandardCharsets.UTF_8)).hasSize((int) (part.to() - part.from()));
        }
        // A slice that is cut at both ends.
        LogPart middle = read("chinese", 1000, 5000);
        assertThat(middle.problem()).isNull();
        assertThat(text).contains(middle.text());
        assertThat(middle.text()).doesNotContain("not readable");
    }

    @Test
    void slicesOfAChineseLogAddUpToTheWhole() throws Exception {
        String text = "第一行 <b>粗</b>\r\n\tx\u0001y\n".repeat(4000);
        write("binary", text.getBytes(StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        long at = 0;
        LogPart part;
        do {
            part = read("binary", at, 10_000);
            all.append(part.text());
            at = part.to();
        } while (at < part.size());

        assertThat(all.toString()).isEqualTo(text);
    }

    @Test
    void coloursAreGivenAsTheyAre() throws Exception {
        write("coloured", "\u001B[31m错误\u001B[0m <script>alert(1)</script>\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read("coloured", -1, 1000).text()).isEqualTo("\u001B[31m错误\u001B[0m <script>alert(1)</script>\n");
    }

    @Test
    void theEndOfAChineseLogInGbkIsReadAndTheRestSaysHowMuchIsMissing() throws Exception {
        write("gbk", ("玩家登录成功\n".repeat(1000) + "最后一行\n").getBytes(GBK));

        LogPart part = read("gbk", -1, 8192);

        assertThat(part.problem()).isNull();
        assertThat(part.text()).contains(" bytes not readable]").endsWith("玩家登录成功\n最后一行\n");
        assertThat(part.to()).isEqualTo(part.size());
    }

    @Test
    void whatIsReadableBetweenOtherBytesIsShown() throws Exception {
        byte[] before = "start of the log\n".repeat(200).getBytes(StandardCharsets.US_ASCII);
        byte[] bad = "坏的字节坏的字节\n".getBytes(GBK);
        byte[] after = "正常的一行\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        write("mixed", before, bad, after);

        LogPart part = read("mixed", 0, 60_000);

        assertThat(part.problem()).isNull();
        assertThat(part.text())
                .startsWith("start of the log\n")
                .contains(" bytes not readable]")
                .endsWith("正常的一行\n");
        assertThat(part.text().split("start of the log", -1).length - 1).isGreaterThan(195);
        assertThat(part.text().split("正常的一行", -1).length - 1).isGreaterThan(195);
    }

    @Test
    void ofTenGigabytesOnlyTheEndIsRead() throws Exception {
        long size = 10L * 1024 * 1024 * 1024;
        try (RandomAccessFile file = new RandomAccessFile(log("huge").toFile(), "rw")) {
            file.setLength(size - 4);
            file.seek(size - 4);
            file.write("end\n".getBytes(StandardCharsets.US_ASCII));
        }
        long begun = System.nanoTime();

        LogPart part = read("huge", -1, 65_536);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(part.problem()).isNull();
        assertThat(part.size()).isEqualTo(size);
        assertThat(part.from()).isEqualTo(size - 65_536);
        assertThat(part.text()).endsWith("end\n").hasSize(65_536);
        Files.delete(log("huge"));
    }

    @Test
    void aSearchTellsLinesWithTheirPlaces() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            text.append(i % 1000 == 0 ? "错误 number " + i + "\n" : "第" + i + "行\n");
        }
        write("plain", text.toString().getBytes(StandardCharsets.UTF_8));

        LogMatches found = search("plain", "错误", 16 * 1024 * 1024, 10);

        assertThat(found.problem()).isNull();
        assertThat(found.more()).isTrue();
        assertThat(found.matches()).hasSize(10);
        Match last = found.matches().get(9);
        assertThat(last.line()).isEqualTo(30_000);
        assertThat(last.text()).isEqualTo("错误 number 30000");
        assertThat(read("plain", last.offset(), 60).text()).startsWith("错误 number 30000");
        assertThat(search("plain", "no such thing", 1024, 10).matches()).isEmpty();
    }

    @Test
    void supervisordsOwnLogIsRead() {
        LogPart part = ask(new ReadLog(asker.id(), 5000, place("plain", Which.PROCESS), -1, 65_536), LogPart.class);

        assertThat(part.problem()).isNull();
        assertThat(part.text()).contains("supervisord started with pid");
        assertThat(part.size()).isEqualTo(part.to()).isPositive();
    }

    @Test
    void readingLeavesNoTracebackInSupervisordsOwnLog() throws Exception {
        write("gbk", "玩家登录成功\n".repeat(1000).getBytes(GBK));
        read("gbk", -1, 8192);
        read("chinese", 1, 100);

        assertThat(Files.readString(fleet.on(HOST).directory().resolve("supervisord.log")))
                .doesNotContain("Traceback")
                .doesNotContain("CRIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "nobody", "no:body"})
    void whatHasNoLogSaysSo(String process) {
        LogPart part = read(process, -1, 100);

        assertThat(code(part))
                .isEqualTo(process.equals("silent") ? ReadingProblem.NO_LOG : ReadingProblem.UNKNOWN_PROCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a\nb", "", "a/b", "x\u0000"})
    void aNameThatIsNoProcessIsNeverAsked(String process) {
        LogPart part = ask(new ReadLog(asker.id(), 5000, place(process, Which.STDOUT), -1, 100), LogPart.class);

        assertThat(code(part)).isEqualTo(ReadingProblem.UNKNOWN_PROCESS);
        assertThat(part.text()).isEmpty();
    }

    @Test
    void aFollowedLogIsSentAsItIsWrittenInUtf8AndGbkUntilItIsLeft() throws Exception {
        write("live", "已有的行\n".getBytes(StandardCharsets.UTF_8));
        FollowLog wish = new FollowLog(asker.id(), place("live", Which.STDOUT));
        desk.asked(wish, "me");
        await().atMost(LIMIT).until(() -> asker.followed(wish).contains("已有的行\n"));

        append("live", "新的一行 \u001B[32mok\u001B[0m\n".getBytes(StandardCharsets.UTF_8));
        append("live", "国标的一行\n".getBytes(GBK));

        await().atMost(LIMIT).until(() -> asker.followed(wish).endsWith("新的一行 \u001B[32mok\u001B[0m\n国标的一行\n"));
        byte[] cut = "没有换行的中文".getBytes(StandardCharsets.UTF_8);
        append("live", java.util.Arrays.copyOf(cut, cut.length - 1));
        await().atMost(LIMIT).until(() -> asker.followed(wish).endsWith("没有换行的中"));
        append("live", new byte[] {cut[cut.length - 1]});
        await().atMost(LIMIT).until(() -> asker.followed(wish).endsWith("没有换行的中文"));

        desk.asked(new LeaveLog(wish.questionId()), "me");
        int chunks = asker.chunks(wish).size();
        append("live", "nobody hears this\n".getBytes(StandardCharsets.UTF_8));
        FollowLog again = new FollowLog(asker.id(), place("live", Which.STDOUT));
        desk.asked(again, "me");
        await().atMost(LIMIT).until(() -> asker.followed(again).contains("nobody hears this"));
        assertThat(asker.chunks(wish)).hasSize(chunks);
        desk.asked(new LeaveLog(again.questionId()), "me");
    }

    @Test
    void aStreamThatIsLeftIsClosed() throws Exception {
        write("live", "a line\n".getBytes(StandardCharsets.UTF_8));
        FollowLog wish = new FollowLog(asker.id(), place("live", Which.STDOUT));
        desk.asked(wish, "me");
        await().atMost(LIMIT).until(() -> asker.followed(wish).contains("a line"));
        int during = sockets();

        desk.asked(new LeaveLog(wish.questionId()), "me");

        await().atMost(LIMIT).until(() -> sockets() < during);
    }

    private int sockets() throws Exception {
        int open = 0;
        try (var all =
                Files.newDirectoryStream(Path.of("/proc/" + fleet.on(HOST).pid() + "/fd"))) {
            for (Path one : all) {
                boolean link = Files.isSymbolicLink(one);
                open += link && Files.readSymbolicLink(one).toString().startsWith("socket:") ? 1 : 0;
            }
        }
        return open;
    }

    @Test
    void aFloodSendsTheNewestAndSaysWhatItLeftOut() throws Exception {
        write("live", new byte[0]);
        FollowLog wish = new FollowLog(asker.id(), place("live", Which.STDOUT));
        desk.asked(wish, "me");
        append("live", "first\n".getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT).until(() -> asker.followed(wish).contains("first"));

        append("live", ("x".repeat(99) + "\n").repeat(20_000).getBytes(StandardCharsets.US_ASCII));
        append("live", "the end\n".getBytes(StandardCharsets.UTF_8));

        await().atMost(LIMIT).until(() -> asker.followed(wish).endsWith("the end\n"));
        assertThat(asker.chunks(wish).stream().mapToLong(LogChunk::skippedBytes).sum())
                .isPositive();
        assertThat(asker.chunks(wish)).allMatch(chunk -> chunk.text().length() <= 32 * 1024);
        desk.asked(new LeaveLog(wish.questionId()), "me");
    }

    @Test
    void aLogThatIsNotThereEndsTheFollowing() {
        FollowLog wish = new FollowLog(asker.id(), place("silent", Which.STDERR));

        desk.asked(wish, "me");

        await().atMost(LIMIT).until(() -> !asker.chunks(wish).isEmpty());
        assertThat(code(asker.chunks(wish).get(0))).isEqualTo(ReadingProblem.NO_LOG);
        assertThat(asker.chunks(wish).get(0).last()).isTrue();
    }

    private LogPart read(String process, long offset, int bytes) {
        return ask(new ReadLog(asker.id(), 5000, place(process, Which.STDOUT), offset, bytes), LogPart.class);
    }

    private LogMatches search(String process, String text, long lastBytes, int most) {
        return ask(
                new SearchLog(asker.id(), 5000, place(process, Which.STDOUT), text, lastBytes, most), LogMatches.class);
    }

    private <A extends WorkerAnswer> A ask(WorkerQuestion question, Class<A> type) {
        desk.asked(question, "me");
        WorkerAnswer answer =
                await().atMost(LIMIT).until(() -> asker.answer(question.questionId()), java.util.Objects::nonNull);
        return type.cast(answer);
    }

    private static String code(WorkerAnswer answer) {
        ReadingProblem problem = answer.problem();
        return problem == null ? "" : problem.code();
    }

    private static LogPlace place(String process, Which which) {
        return new LogPlace("ssss", "大陆", "cn", HOST, process, which);
    }

    private Path log(String program) {
        return fleet.on(HOST).directory().resolve(program + ".out");
    }

    private void write(String program, byte[]... parts) throws Exception {
        Files.write(log(program), new byte[0]);
        append(program, parts);
    }

    private void append(String program, byte[]... parts) throws Exception {
        for (byte[] part : parts) {
            Files.write(log(program), part, StandardOpenOption.APPEND);
        }
    }

    /** Collects the answers. */
    private static final class Asker implements SideLine {
        private final WorkerIdentity identity = WorkerIdentity.create(Role.OPS_MANAGER, "test");
        private final List<WorkerAnswer> answers = new CopyOnWriteArrayList<>();
        private int ids;

        String id() {
            return "q-" + ids++;
        }

        @Nullable
        WorkerAnswer answer(String id) {
            return answers.stream()
                    .filter(answer -> answer.questionId().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        List<LogChunk> chunks(FollowLog wish) {
            return answers.stream()
                    .filter(answer -> answer.questionId().equals(wish.questionId()))
                    .map(LogChunk.class::cast)
                    .toList();
        }

        String followed(FollowLog wish) {
            StringBuilder text = new StringBuilder();
            chunks(wish).forEach(chunk -> text.append(chunk.text()));
            return text.toString();
        }

        @Override
        public WorkerIdentity identity() {
            return identity;
        }

        @Override
        public List<String> queues() {
            return List.of("ops8");
        }

        @Override
        public Optional<DispatcherReply> ask(WorkerRequest request) {
            return Optional.empty();
        }

        @Override
        public boolean tell(BoardBatch batch) {
            return false;
        }

        @Override
        public CompletableFuture<Boolean> answer(String replyTo, WorkerAnswer answer) {
            answers.add(answer);
            return CompletableFuture.completedFuture(true);
        }
    }
}
