package io.slipway.dispatcher.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client of server-sent events; a reading thread puts them into a queue. */
final class EventStream implements AutoCloseable {
    /** The end of the stream is the event {@code end}. */
    record Event(String name, String id, String data) {
        JsonNode json() {
            return ApiTest.JSON.readTree(data);
        }
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InputStream body;
    final HttpResponse<InputStream> response;

    EventStream(HttpRequest request) throws IOException, InterruptedException {
        response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        body = response.body();
        Thread reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits up to 10 s. */
    Event next() throws InterruptedException {
        Event event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within 10 s");
        }
        return event;
    }

    /** The next event of that name, others are passed over. */
    Event next(String name) throws InterruptedException {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event;
    }

    /** Whether it does not end in that time, whatever comes. */
    boolean goesOnFor(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        Event event = events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        while (event != null && !event.name().equals("end")) {
            event = events.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return event == null;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.startsWith(":")) {
                    events.add(new Event("comment", "", line.substring(1)));
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, id, data.toString()));
                    name = "";
                    data.setLength(0);
                }
            }
            events.add(new Event("end", "", ""));
        } catch (IOException closed) {
            events.add(new Event("end", "", ""));
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
