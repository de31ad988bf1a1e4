package io.slipway.chaos.points;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What mutants need of the product's classes and libraries, by name: they are only there in the product's processes. */
final class Foreign {
    private static final Set<String> SETTLING = Set.of("basicAck", "basicReject", "basicNack");

    private Foreign() {}

    /** Calls a method by name and number of arguments. */
    static @Nullable Object call(Object self, String name, Object... arguments) {
        return invoke(method(self.getClass(), name, arguments.length), self, arguments);
    }

    /** The dispatcher's leave to run a command. */
    static @Nullable Object granted() {
        Method decided = method(type("io.slipway.dispatcher.store.CommandJournal"), "decided", 1);
        Object yes = Arrays.stream(decided.getParameterTypes()[0].getEnumConstants())
                .filter(one -> one.toString().equals("GRANTED"))
                .findFirst()
                .orElseThrow();
        return invoke(decided, null, yes);
    }

    /** A filter of the store that finds the change's target in every attempt and state. */
    static Object anyTarget(Object change) {
        try {
            return type("org.bson.Document")
                    .getConstructor(Map.class)
                    .newInstance(Map.of("_id", String.valueOf(call(change, "targetId"))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Acknowledges a delivery at once. @return the channel, on which it cannot be settled any more */
    static Object acknowledged(Object message, Object channel) {
        try {
            Class<?> type = type("com.rabbitmq.client.Channel");
            Object properties =
                    message.getClass().getMethod("getMessageProperties").invoke(message);
            Object tag = properties.getClass().getMethod("getDeliveryTag").invoke(properties);
            type.getMethod("basicAck", long.class, boolean.class).invoke(channel, tag, false);
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            SETTLING.contains(method.getName()) ? null : method.invoke(channel, arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(Class<?> type, String name, int arguments) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
    }

    private static @Nullable Object invoke(Method method, @Nullable Object self, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(self, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
