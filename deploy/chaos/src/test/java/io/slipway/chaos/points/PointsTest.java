package io.slipway.chaos.points;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.chaos.points.Point.Action;
import io.slipway.chaos.points.Point.Moment;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
