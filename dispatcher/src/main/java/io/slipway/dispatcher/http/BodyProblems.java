package io.slipway.dispatcher.http;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body that is valid JSON and does not fit its record. */
final class BodyProblems {
    private BodyProblems() {}

    static FieldProblem of(JacksonException failure) {
        String pointer = failure.getPath().stream()
                .map(step -> step.getPropertyName() != null
                        ? FieldProblem.token(step.getPropertyName())
                        : "/" + step.getIndex())
                .collect(Collectors.joining());
        return FieldProblem.of(
                failure instanceof UnrecognizedPropertyException ? ProblemCode.UNKNOWN_FIELD : ProblemCode.WRONG_TYPE,
                pointer);
    }

    /** Every component that is absent or null and not marked {@code @Nullable}, and every null inside a list or map. */
    static List<FieldProblem> missing(Object body) {
        List<FieldProblem> found = new ArrayList<>();
        collect(body, "", found);
        return found;
    }

    private static void collect(Object value, String pointer, List<FieldProblem> found) {
        if (value instanceof Record fields) {
            for (RecordComponent component : fields.getClass().getRecordComponents()) {
                Object part = read(component, fields);
                String here = pointer + "/" + snakeCase(component.getName());
                if (part != null) {
                    collect(part, here, found);
                } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    found.add(FieldProblem.of(ProblemCode.MISSING_FIELD, here));
                }
            }
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                collectItem(items.get(i), pointer + "/" + i, found);
            }
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, item) -> collectItem(item, pointer + FieldProblem.token(String.valueOf(key)), found));
        }
    }

    private static void collectItem(@Nullable Object item, String pointer, List<FieldProblem> found) {
        if (item == null) {
            found.add(FieldProblem.of(ProblemCode.WRONG_TYPE, pointer));
        } else {
            collect(item, pointer, found);
        }
    }

    private static String snakeCase(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }

    private static @Nullable Object read(RecordComponent component, Object fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("public record expected: " + fields.getClass(), e);
        }
    }
}
