package io.slipway.chaos;

import io.slipway.chaos.points.Point;
import io.slipway.chaos.points.Point.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Where all parts call: tells them which points are armed, and each trap's one hit what becomes of it. */
final class CrashDesk implements AutoCloseable {
    private static final int ARM_MILLIS = 300;

    private final ServerSocket server;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, Trap> traps = new ConcurrentHashMap<>();
    private volatile String mutant = "-";
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "crash-desk");
        thread.setDaemon(true);
        return thread;
    });

    /** What is done where a trap is hit. */
    interface Strike {
        /**
         * Breaks it.
         *
         * @param part that stands there and waits
         * @return {@code DO}, {@code PASS} or {@code HALT}
         */
        String at(String part) throws InterruptedException;
    }

    /**
     * A point that is armed for one hit, or for each.
     *
     * @param id without spaces
     * @param parts in which it is armed
     * @param again whether it stays armed until it is disarmed
     * @param hit completes with the part that came there, or with what went wrong when it was struck
     */
    record Trap(
            String id,
            Point point,
            Action action,
            String job,
            Set<String> parts,
            boolean again,
            Strike strike,
            CompletableFuture<String> hit,
            Set<String> armed) {
        Trap(String id, Point point, Action action, String job, Set<String> parts, boolean again, Strike strike) {
            this(
                    id,
                    point,
                    action,
                    job,
                    parts,
                    again,
                    strike,
                    new CompletableFuture<>(),
                    ConcurrentHashMap.newKeySet());
        }
    }

    CrashDesk() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Arms it in all its parts; in one that is started later too. */
    void arm(Trap trap) throws InterruptedException {
        traps.put(trap.id(), trap);
        callers.values().stream()
                .filter(caller -> trap.parts().contains(caller.part))
                .forEach(caller -> caller.arm(trap));
        // A part that stands still at the moment is armed when it goes on.
        for (int i = 0; i < ARM_MILLIS && !trap.armed().containsAll(callersOf(trap)); i++) {
            Thread.sleep(1);
        }
    }

    /** Whether nothing has come there yet; what has may be held for a while. */
    boolean waits(Trap trap) {
        return traps.get(trap.id()) == trap;
    }

    void disarm(Trap trap) {
        traps.remove(trap.id());
        callers.values().forEach(caller -> caller.say("DISARM " + trap.id()));
    }

    /**
     * How all parts are built from now on, those too that are started later.
     *
     * @param name {@code -} for right
     */
    void mutate(String name) {
        mutant = name;
        callers.values().forEach(caller -> caller.say("MUTANT " + name));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private Set<String> callersOf(Trap trap) {
        return callers.keySet().stream().filter(trap.parts()::contains).collect(Collectors.toSet());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        Caller caller = null;
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String[] hello = Objects.requireNonNullElse(in.readLine(), "").split(" ", -1);
            caller = new Caller(hello[1], socket);
            Caller known = caller;
            callers.put(known.part, known);
            caller.say("WELCOME");
            caller.say("MUTANT " + mutant);
            traps.values().stream()
                    .filter(trap -> trap.parts().contains(known.part))
                    .forEach(known::arm);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                Trap trap = traps.get(words[1]);
                if (words[0].equals("ARMED")) {
                    if (trap != null) {
                        trap.armed().add(known.part);
                    }
                } else {
                    threads.execute(() -> hit(known, words[1]));
                }
            }
        } catch (IOException e) {
            // The part has ended, as most do here.
        } finally {
            if (caller != null) {
                callers.remove(caller.part, caller);
            }
        }
    }

    private void hit(Caller caller, String id) {
        Trap trap = traps.get(id);
        if (trap != null && !trap.again() && !traps.remove(id, trap)) {
            trap = null;
        }
        if (trap == null) {
            caller.say("PASS " + id); // another part was there first
            return;
        }
        if (trap.again()) {
            caller.arm(trap); // before it goes on
        }
        try {
            caller.say(trap.strike().at(caller.part) + " " + id);
            trap.hit().complete(caller.part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trap.hit().completeExceptionally(e);
        } catch (RuntimeException e) { // of whatever the strike does to the part
            caller.say("PASS " + id);
            trap.hit().completeExceptionally(e);
        }
    }

    private static final class Caller {
        private final String part;
        private final Socket socket;

        Caller(String part, Socket socket) {
            this.part = part;
            this.socket = socket;
        }

        void arm(Trap trap) {
            say("ARM " + trap.id() + " " + trap.point().name() + " " + trap.action() + " " + trap.job());
        }

        synchronized void say(String line) {
            try {
                socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The part has ended.
            }
        }
    }
}
