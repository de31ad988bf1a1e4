package io.slipway.contract;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a message read from JSON has every component that is not marked {@code @Nullable}. */
final class MissingField {
    private MissingField() {}

    /** @throws BadMessageException naming the first missing component */
    static void refuse(Object value) {
        if (value instanceof Record message) {
            for (RecordComponent component : message.getClass().getRecordComponents()) {
                Object part = read(component, message);
                if (part != null) {
                    refuse(part);
                } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    throw new BadMessageException(
                            message.getClass().getSimpleName() + " has no " + component.getName());
                }
            }
        } else if (value instanceof Collection<?> parts) {
            parts.forEach(MissingField::refuseNull);
        } else if (value instanceof Map<?, ?> parts) {
            parts.values().forEach(MissingField::refuseNull);
        }
    }

    private static void refuseNull(@Nullable Object part) {
        if (part == null) {
            throw new BadMessageException("null inside a list or map");
        }
        refuse(part);
    }

    private static @Nullable Object read(RecordComponent component, Object message) {
        try {
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("public record expected: " + message.getClass(), e);
        }
    }
}
