package io.slipway.chaos.points;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Java agent: puts the {@link Gate} before and after each method that a point names, in classes as they are loaded. */
public final class Agent {
    private static final Map<String, Set<String>> GATED = Points.ALL.stream()
            .collect(Collectors.groupingBy(Point::type, Collectors.mapping(Point::method, Collectors.toSet())));

    private Agent() {}

    /**
     * Called by the JVM before the part's own main.
     *
     * @param arguments {@code part:port} or {@code part:port:mutants}: the name of this process, where the harness listens on
     *     127.0.0.1, and whether it may say how the product is to be built wrong
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] words = arguments.split(":", -1);
        Gate.connect(new Line(words[0], Integer.parseInt(words[1])));
        Map<String, Set<String>> mutated = new HashMap<>();
        if (words.length > 2) {
            Arrays.stream(Mutant.values())
                    .flatMap(mutant -> mutant.methods().stream())
                    .forEach(method -> mutated.computeIfAbsent(
                                    method.substring(0, method.lastIndexOf('.')), key -> new HashSet<>())
                            .add(method.substring(method.lastIndexOf('.') + 1)));
        }
        instrumentation.addTransformer(new Changes(mutated));
    }

    /** @param mutated methods that the mutant changes, by class */
    private record Changes(Map<String, Set<String>> mutated) implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String path,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] code) {
            String name = path == null ? "" : path.replace('/', '.');
            return GATED.containsKey(name) || mutated.containsKey(name) ? changed(name, loader, code) : null;
        }

        private byte @Nullable [] changed(String name, @Nullable ClassLoader loader, byte[] code) {
            try {
                ClassFileLocator classes = new ClassFileLocator.Compound(
                        ClassFileLocator.Simple.of(name, code), ClassFileLocator.ForClassLoader.of(loader));
                TypeDescription type =
                        TypePool.Default.of(classes).describe(name).resolve();
                return new ByteBuddy()
                        .with(TypeValidation.DISABLED)
                        .redefine(type, classes)
                        .visit(Advice.to(Around.class).on(named(GATED.getOrDefault(name, Set.of()))))
                        .visit(Advice.to(Mutation.class).on(named(mutated.getOrDefault(name, Set.of()))))
                        .make()
                        .getBytes();
            } catch (RuntimeException e) {
                e.printStackTrace(); // in the part's output; the point is then never reached, which fails the run
                return null;
            }
        }

        private static ElementMatcher.Junction<MethodDescription> named(Set<String> methods) {
            return ElementMatchers.<MethodDescription>namedOneOf(methods.toArray(new String[0]))
                    .and(ElementMatchers.not(ElementMatchers.isSynthetic()))
                    .and(ElementMatchers.not(ElementMatchers.isAbstract()));
        }
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
