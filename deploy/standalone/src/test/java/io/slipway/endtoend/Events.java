package io.slipway.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events; a thread of its own reads them. */
final class Events implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile String lastId = "";

    private record Event(String name, String id, String data) {}

    Events(URI uri, String token, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        body = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next event of that name which fits; others are passed over. Waits up to 20 s. */
    JsonNode await(String name, Predicate<JsonNode> fits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no such event " + name + " in time; there were " + names);
            }
            names.add(event.name);
            lastId = event.id;
            if (event.name.equals(name)) {
                JsonNode data = JSON.readTree(event.data);
                if (fits.test(data)) {
                    return data;
                }
            }
        }
    }

    /** Of the last event that was awaited or passed over. */
    String lastId() {
        return lastId;
    }

    /** Of all events that were awaited or passed over. */
    List<String> names() {
        return names;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length());
                } else if (line.startsWith("id:")) {
                    id = line.substring("id:".length());
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()));
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, id, data.toString()));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException closed) {
            events.add(new Event("end", "", "{}"));
        }
    }
}
