package io.slipway.chaos.points;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.chaos.points.Point.Action;
import io.slipway.chaos.points.Point.Moment;
import io.slipway.opsmanager.erlang.Md5;
import io.slipway.opsmanager.erlang.OverlayRequest;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every point is a method of the product. */
class PointsTest {
    @TestFactory
    Stream<DynamicTest> pointIsOneMethodOfTheProduct() {
        return Points.ALL.stream()
                .map(point ->
                        DynamicTest.dynamicTest(point.name() + " " + point.what(), () -> assertThat(methods(point))
                                .hasSize(1)));
    }

    @TestFactory
    Stream<DynamicTest> faultIsAnExceptionThatTheProductKnows() {
        return Arrays.stream(Fault.values())
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertThat(fault.make())
                        .message()
                        .as("it could be made, and is not the complaint that it could not")
                        .contains("broken on purpose")
                        .doesNotContain("no such fault")));
    }

    @TestFactory
    Stream<DynamicTest> mutantChangesMethodsOfTheProduct() {
        return Arrays.stream(Mutant.values())
                .flatMap(mutant -> mutant.methods().stream())
                .map(method -> DynamicTest.dynamicTest(method, () -> {
                    int dot = method.lastIndexOf('.');
                    Class<?> type = Class.forName(method.substring(0, dot), false, PointsTest.class.getClassLoader());
                    assertThat(type.getDeclaredMethods())
                            .extracting(Method::getName)
                            .contains(method.substring(dot + 1));
                }));
    }

    @Test
    void mutantWithoutAFenceForgetsTheOneOfTheRequest(@TempDir Path root) throws Exception {
        Path fence = Files.createDirectories(root.resolve(".slipway")).resolve("fence");
        Files.writeString(fence, "7 2\n");
        List<OverlayRequest.Entry> files = List.of(new OverlayRequest.Entry("a.txt", Md5.of(new byte[16])));
        OverlayRequest request = new OverlayRequest(
                root.toString(), 7, 1, root + "/stage", root + "/live", files, Duration.ofSeconds(1));
        Mutant.live("no-fence");
        try {
            Mutant.entering(null, "io.slipway.opsmanager.erlang.NodeCommands", "overlay", new Object[] {request});
        } finally {
            Mutant.live("-");
        }

        assertThat(fence).doesNotExist();
    }

    @Test
    void pointsAreK1ToK30() {
        assertThat(Points.ALL)
                .extracting(Point::name)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(i -> "K" + i).toList());
    }

    @Test
    void lostAnswerComesAfterTheMethodAndAnErrorBeforeIt() {
        for (Point point : Points.ALL) {
            assertThat(Action.IO_ERROR.at(point)).isEqualTo(Moment.BEFORE);
            assertThat(Action.DONE_THEN_TIMEOUT.at(point)).isEqualTo(Moment.AFTER);
            assertThat(Action.HALT.at(point)).isEqualTo(point.moment());
        }
    }

    private static List<Method> methods(Point point) throws ClassNotFoundException {
        Class<?> type = Class.forName(point.type(), false, PointsTest.class.getClassLoader());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        !method.isSynthetic() && point.isAt(point.type(), method.getName(), method.getParameterCount()))
                .toList();
    }
}
