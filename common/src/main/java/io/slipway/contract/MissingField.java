package io.slipway.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a message read from JSON has every component that is not marked {@code @Nullable}. */
final class MissingField {
    /** Looked up once per type: reflection took more time than reading the JSON itself. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getType().isPrimitive())
                    .map(component -> new Component(
                            component.getName(),
                            component.getAccessor(),
                            component.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                    .toList();
        }
    };

    private record Component(String name, Method accessor, boolean optional) {}

    private MissingField() {}

    /** @throws BadMessageException naming the first missing component */
    static void refuse(Object value) {
        if (value instanceof Record message) {
            for (Component component : COMPONENTS.get(message.getClass())) {
                Object part = read(component, message);
                if (part != null) {
                    refuse(part);
                } else if (!component.optional()) {
                    throw new BadMessageException(message.getClass().getSimpleName() + " has no " + component.name());
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

    private static @Nullable Object read(Component component, Object message) {
        try {
            return component.accessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("public record expected: " + message.getClass(), e);
        }
    }
}
