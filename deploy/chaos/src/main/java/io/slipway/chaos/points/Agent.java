package io.slipway.chaos.points;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Java agent: puts the {@link Gate} before and after each method that a point names, in classes as they are loaded. */
public final class Agent {
    private static final Map<String, Set<String>> METHODS = Points.ALL.stream()
            .collect(Collectors.groupingBy(
                    point -> point.type().replace('.', '/'), Collectors.mapping(Point::method, Collectors.toSet())));

    private Agent() {}

    /** @param arguments {@code part:port}: the name of this process, and where the harness listens on 127.0.0.1 */
    public static void premain(String arguments, Instrumentation instrumentation) {
        int colon = arguments.lastIndexOf(':');
        Gate.connect(new Line(arguments.substring(0, colon), Integer.parseInt(arguments.substring(colon + 1))));
        instrumentation.addTransformer(new Gates());
    }

    private static final class Gates implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] code) {
            Set<String> methods = name == null ? null : METHODS.get(name);
            return methods == null || name == null ? null : gated(name.replace('/', '.'), methods, loader, code);
        }
    }

    private static byte @Nullable [] gated(String name, Set<String> methods, @Nullable ClassLoader loader, byte[] code) {
        try {
            ClassFileLocator classes = new ClassFileLocator.Compound(
                    ClassFileLocator.Simple.of(name, code), ClassFileLocator.ForClassLoader.of(loader));
            TypeDescription type = TypePool.Default.of(classes).describe(name).resolve();
            return new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .redefine(type, classes)
                    .visit(Advice.to(Around.class)
                            .on(ElementMatchers.namedOneOf(methods.toArray(new String[0]))
                                    .and(ElementMatchers.not(ElementMatchers.isSynthetic()))
                                    .and(ElementMatchers.not(ElementMatchers.isAbstract()))))
                    .make()
                    .getBytes();
        } catch (RuntimeException e) {
            e.printStackTrace(); // in the part's output; the point is then never reached, which fails the run
            return null;
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
}
