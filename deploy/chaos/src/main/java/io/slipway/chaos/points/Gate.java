package io.slipway.chaos.points;

import io.slipway.chaos.points.Point.Moment;
import java.lang.reflect.Array;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Stands before and after each named method: lets it pass, or breaks it where a case is armed there. */
public final class Gate {
    private static final Map<String, Armed> ARMED = new ConcurrentHashMap<>();
    private static volatile @Nullable Line line;

    /** @param id of the case @param job part of the marks */
    record Armed(String id, Point point, Moment moment, String job, boolean fails) {
        boolean wants(Moment now, String type, String method, Object[] arguments) {
            return moment == now && point.isAt(type, method, arguments.length) && marked(arguments);
        }

        private boolean marked(Object[] arguments) {
            if (point.marks().isEmpty()) {
                return true;
            }
            String text = text(arguments);
            return point.marks().stream().allMatch(mark -> text.contains(mark.replace(Point.JOB, job)));
        }
    }

    private Gate() {}

    static void connect(Line to) {
        line = to;
    }

    static void arm(Armed armed) {
        ARMED.put(armed.id(), armed);
    }

    static void disarm(String id) {
        ARMED.remove(id);
    }

    /** Called by the product's methods. @throws Throwable where this call is to fail */
    public static void before(String type, String method, Object[] arguments) throws Throwable {
        if (!ARMED.isEmpty()) {
            at(Moment.BEFORE, type, method, arguments);
        }
    }

    /** As {@link #before}, where the method returned. */
    public static void after(String type, String method, Object[] arguments) throws Throwable {
        if (!ARMED.isEmpty()) {
            at(Moment.AFTER, type, method, arguments);
        }
    }

    private static void at(Moment moment, String type, String method, Object[] arguments) throws Throwable {
        for (Armed armed : ARMED.values()) {
            if (armed.wants(moment, type, method, arguments) && ARMED.remove(armed.id()) != null) {
                Line desk = line;
                if (desk != null && desk.hit(armed.id()) && armed.fails()) {
                    throw armed.point().fault().make();
                }
            }
        }
    }

    private static String text(Object[] arguments) {
        StringBuilder text = new StringBuilder("job ").append(MDC.get("job"));
        for (Object argument : arguments) {
            text.append('\n').append(text(argument));
        }
        return text.toString();
    }

    private static String text(@Nullable Object argument) {
        if (argument instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (argument instanceof HttpResponse<?> response) {
            return response.request().headers().map().toString();
        }
        if (argument != null && argument.getClass().isArray()) {
            return argument.getClass().getSimpleName() + Array.getLength(argument);
        }
        return String.valueOf(argument);
    }
}
