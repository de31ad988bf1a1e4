package io.slipway.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Paint;
import io.slipway.cli.console.Size;
import io.slipway.cli.language.Language;
import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The picture, character by character. */
class FrameTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:42Z");

    @Test
    void aSmallFleetIsShownByName() {
        JobPicture picture = picture(
                "RUNNING",
                List.of("SUCCEEDED", "RUNNING", "FAILED", "QUEUED", "UNKNOWN", "PENDING", "CANCELLED", "SKIPPED"));

        assertThat(frame(picture, Language.EN, new Size(80, 24)))
                .containsExactly(
                        "hot update u-1  ssss/大陆(cn)  004200000  ▸ running",
                        "✓ pull 1/1 -- ▸ apply 1/8",
                        "✓ succeeded 1  ✗ failed 1  ? unknown 1  ▸ running 1  : queued 1  . waiting 1  /⋯",
                        "[===============         ] 5/8  elapsed 0:42  about 0:24 left",
                        "✓ 10.0.0.0       ▸ 10.0.0.1 50%   ✗ 10.0.0.2       : 10.0.0.3",
                        "? 10.0.0.4       . 10.0.0.5       / 10.0.0.6       − 10.0.0.7",
                        "? 10.0.0.4  apply  outcome_unknown",
                        "✗ 10.0.0.2  apply  unreachable",
                        "Ctrl-C stops watching; the job goes on");
    }

    @Test
    void theChinesePictureHasTheAdviceOfTheDispatcher() {
        JobPicture picture = picture("PARTIAL", List.of("SUCCEEDED", "FAILED"));
        picture.details(json("""
                        [{"target_id":"t1","failure":{"code":"unreachable","message":"connection refused","advice":"检查主机和端口"}}]
                        """));

        assertThat(frame(picture, Language.ZH, new Size(80, 24)))
                .containsExactly(
                        "热更新 u-1  ssss/大陆(cn)  004200000  ! 部分成功",
                        "✓ 拉取 1/1 -- ▸ 执行 1/2",
                        "✓ 成功 1  ✗ 失败 1",
                        "[========================] 2/2  用时 0:42",
                        "✓ 10.0.0.0       ✗ 10.0.0.1",
                        "✗ 10.0.0.1  执行  unreachable: connection refused",
                        "  -> 检查主机和端口");
    }

    @Test
    void aFleetOfTwoHundredIsAMapOfSigns() {
        List<String> states = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(i -> i < 150 ? "SUCCEEDED" : i < 160 ? "RUNNING" : "PENDING")
                .toList());
        states.set(70, "FAILED");

        List<String> frame = frame(picture("RUNNING", states), Language.EN, new Size(80, 24));

        assertThat(frame.subList(4, 8))
                .containsExactly(
                        "10.0.0.0            " + "✓".repeat(60),
                        "10.0.0.60           " + "✓".repeat(10) + "✗" + "✓".repeat(49),
                        "10.0.0.120          " + "✓".repeat(30) + "▸".repeat(10) + ".".repeat(20),
                        "10.0.0.180          " + ".".repeat(20));
    }

    @Test
    void aFoldedTileShowsTheWorstOfItsTargets() {
        List<String> states = new ArrayList<>(
                IntStream.range(0, 2400).mapToObj(i -> "SUCCEEDED").toList());
        states.set(1234, "FAILED");

        List<String> frame = frame(picture("RUNNING", states), Language.EN, new Size(80, 24));

        assertThat(frame).contains("3 targets to a sign, which shows the worst of them");
        String map =
                String.join("", frame.subList(4, frame.indexOf("3 targets to a sign, which shows the worst of them")));
        assertThat(map.chars().filter(c -> c == '✗').count()).isEqualTo(1);
        assertThat(map.chars().filter(c -> c == '✓').count()).isEqualTo(799);
    }

    @ParameterizedTest
    @CsvSource({
        "1,40,10",
        "8,20,6",
        "200,80,24",
        "2000,80,24",
        "2000,200,50",
        "5000,80,24",
        "10000,60,20",
        "2000,40,9",
        "2000,10,5"
    })
    void everyPictureFitsItsTerminal(int targets, int columns, int rows) {
        List<String> states = IntStream.range(0, targets)
                .mapToObj(i -> i % 7 == 0 ? "FAILED" : i % 3 == 0 ? "RUNNING" : "SUCCEEDED")
                .toList();

        for (Language language : Language.values()) {
            List<String> frame = frame(picture("RUNNING", states), language, new Size(columns, rows));

            assertThat(frame).hasSizeLessThan(rows).allMatch(line -> Columns.width(line) <= columns);
        }
    }

    @Test
    void nothingIsSaidByColourAlone() {
        JobPicture picture = picture("RUNNING", List.of("SUCCEEDED", "RUNNING", "FAILED"));
        Frame frame = new Frame(Texts.in(Language.EN));

        List<String> coloured = frame.lines(picture, Size.USUAL, NOW).stream()
                .map(line -> line.render(Paint.COLOURED, 80)
                        .replaceAll("\u001b\\[[0-9;]*m", "")
                        .stripTrailing())
                .toList();

        assertThat(coloured).isEqualTo(frame(picture, Language.EN, Size.USUAL));
        assertThat(Arrays.stream(Look.values()).map(Look::sign).distinct())
                .hasSize(Look.values().length - 2); // accepted and pending, cancelling and cancelled look alike
    }

    @Test
    void anOpeningWatchSaysSo() {
        assertThat(frame(new JobPicture(), Language.ZH, Size.USUAL)).containsExactly("正在连接...");
    }

    static List<String> frame(JobPicture picture, Language language, Size size) {
        return new Frame(Texts.in(language))
                .lines(picture, size, NOW).stream()
                        .map(line -> line.render(Paint.PLAIN, size.columns()))
                        .toList();
    }

    /** A hot update whose apply step has a target for each of the states. */
    static JobPicture picture(String jobState, List<String> states) {
        JobPicture picture = new JobPicture();
        picture.snapshot(json(snapshot(jobState, states)));
        return picture;
    }

    static String snapshot(String jobState, List<String> states) {
        return "{\"job\":" + job(jobState, states.size()) + ",\"targets\":[" + pull() + "," + targets(states) + "]}";
    }

    static String job(String state, int targets) {
        return """
                {"job_id":"u-1","kind":"HOT_UPDATE","project":"ssss","area":"大陆","area_code":"cn","version":"004200000",\
                "state":"%s","round":1,"created_at":"2026-11-21T07:00:00Z","started_at":"2026-11-21T07:00:00Z",\
                "steps":[{"kind":"PULL","state":"SUCCEEDED","targets":1,"started_at":"2026-11-21T07:00:00Z"},\
                {"kind":"APPLY","state":"RUNNING","targets":%d,"started_at":"2026-11-21T07:00:02Z"}],"links":{}}""".formatted(state, targets);
    }

    static String targets(List<String> states) {
        return IntStream.range(0, states.size())
                .mapToObj(i -> target(i, states.get(i)))
                .collect(Collectors.joining(","));
    }

    static String target(int number, String state) {
        String code =
                state.equals("FAILED") ? "\"unreachable\"" : state.equals("UNKNOWN") ? "\"outcome_unknown\"" : "null";
        String progress =
                state.equals("RUNNING") ? "{\"phase\":\"copy\",\"done\":1,\"total\":2,\"unit\":\"files\"}" : "null";
        return "{\"target_id\":\"t%d\",\"step\":\"APPLY\",\"key\":\"10.0.%d.%d\",\"state\":\"%s\",\"attempt\":1,\"failure_code\":%s,\"progress\":%s}"
                .formatted(number, number / 256, number % 256, state.toUpperCase(Locale.ROOT), code, progress);
    }

    private static String pull() {
        return "{\"target_id\":\"pull\",\"step\":\"PULL\",\"key\":\"cn\",\"state\":\"SUCCEEDED\",\"attempt\":1}";
    }

    private static JsonNode json(String text) {
        return Documents.readJson(text);
    }
}
