package io.slipway.chaos.points;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** The product's classes that hold points, with the {@link Gate} before and after each method that a point names. */
public final class GatedClasses {
    private GatedClasses() {}

    /**
     * Writes them into a jar that is to stand before the product's own on a class path.
     *
     * @param mutants whether the methods that mutants change can be changed too
     */
    public static void write(Path jar, boolean mutants) throws IOException {
        Map<String, Set<String>> gated = byClass(Points.ALL.stream().map(point -> point.type() + "." + point.method()));
        Map<String, Set<String>> mutated = mutants
                ? byClass(Arrays.stream(Mutant.values()).flatMap(mutant -> mutant.methods().stream()))
                : Map.of();
        Set<String> names = new TreeSet<>(gated.keySet());
        names.addAll(mutated.keySet());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                out.write(changed(name, gated.getOrDefault(name, Set.of()), mutated.getOrDefault(name, Set.of())));
                out.closeEntry();
            }
        }
    }

    /** @param methods class and method, joined by a dot */
    private static Map<String, Set<String>> byClass(Stream<String> methods) {
        return methods.collect(Collectors.groupingBy(
                method -> method.substring(0, method.lastIndexOf('.')),
                Collectors.mapping(method -> method.substring(method.lastIndexOf('.') + 1), Collectors.toSet())));
    }

    private static byte[] changed(String name, Set<String> gated, Set<String> mutated) {
        ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(GatedClasses.class.getClassLoader());
        TypeDescription type = TypePool.Default.of(classes).describe(name).resolve();
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .redefine(type, classes)
                .visit(Advice.to(Around.class).on(named(gated)))
                .visit(Advice.to(Mutation.class).on(named(mutated)))
                .make()
                .getBytes();
    }

    private static ElementMatcher.Junction<MethodDescription> named(Set<String> methods) {
        return ElementMatchers.<MethodDescription>namedOneOf(methods.toArray(new String[0]))
                .and(ElementMatchers.not(ElementMatchers.isSynthetic()))
                .and(ElementMatchers.not(ElementMatchers.isAbstract()));
    }

    /** Is copied into each method. */
    public static final class Around {
        private Around() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Origin("#t") String type,
                @Advice.Origin("#m") String method,
                @Advice.AllArguments Object[] arguments)
                throws Throwable {
            Gate.before(type, method, arguments);
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Origin("#t") String type,
                @Advice.Origin("#m") String method,
                @Advice.AllArguments Object[] arguments)
                throws Throwable {
            Gate.after(type, method, arguments);
        }
    }

    /** Is copied into each method that a mutant changes. */
    public static final class Mutation {
        private Mutation() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.This(optional = true) @Nullable Object self,
                @Advice.Origin("#t") String type,
                @Advice.Origin("#m") String method,
                @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
            Object[] changed = arguments;
            boolean nothing = Mutant.entering(self, type, method, changed);
            arguments = changed;
            return nothing;
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Origin("#t") String type,
                @Advice.Origin("#m") String method,
                @Advice.AllArguments Object[] arguments,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
            result = Mutant.leaving(type, method, arguments, result);
        }
    }
}
