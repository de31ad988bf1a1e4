package io.slipway.chaos.points;

import io.slipway.chaos.points.Point.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * To the harness, a line for each word. In: {@code ARM case point action job}, {@code DISARM case}, {@code MUTANT name}, {@code DO case}, {@code PASS
 * case}, {@code HALT case}. Out: {@code HELLO part}, {@code HIT case}; whoever hit waits for the answer.
 */
final class Line {
    private final Socket socket;
    private final Map<String, CompletableFuture<String>> hits = new ConcurrentHashMap<>();

    Line(String part, int port) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            say("HELLO " + part);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            in.readLine(); // all that is armed already comes before it
            Thread thread = new Thread(() -> read(in), "crash-points");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether this is the one hit of the case */
    boolean hit(String id) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        hits.put(id, answer);
        say("HIT " + id);
        String word = answer.join();
        if (word.equals("HALT")) {
            Runtime.getRuntime().halt(137);
        }
        return word.equals("DO");
    }

    private void read(BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line.split(" ", -1));
            }
        } catch (IOException e) {
            // The harness has gone, and ends this process.
        }
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "ARM" -> {
                Point point = Points.named(words[2]);
                Action action = Action.valueOf(words[3]);
                boolean fails = action == Action.IO_ERROR || action == Action.DONE_THEN_TIMEOUT;
                Gate.arm(new Gate.Armed(words[1], point, action.at(point), words[4], fails));
                say("ARMED " + words[1]);
            }
            case "MUTANT" -> Mutant.live(words[1]);
            case "DISARM" -> Gate.disarm(words[1]);
            default -> {
                CompletableFuture<String> hit = hits.remove(words[1]);
                if (hit != null) {
                    hit.complete(words[0]);
                }
            }
        }
    }

    private synchronized void say(String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
