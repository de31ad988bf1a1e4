package io.slipway.endtoend;

import io.slipway.peers.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Secrets by name, and everywhere one of them was seen. Processes are looked at every 20 ms, with what they started. */
final class CanaryWatch implements AutoCloseable {
    private static final int LOOK_MILLIS = 20;
    private static final int AROUND = 80;

    private final Map<String, String> canaries = new ConcurrentSkipListMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final List<ChildProcess> processes = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

    CanaryWatch() {
        sampler.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @return the secret */
    String add(String name, String secret) {
        canaries.put(name, secret);
        return secret;
    }

    String secret(String name) {
        return Objects.requireNonNull(canaries.get(name), name);
    }

    int secrets() {
        return canaries.size();
    }

    int looks() {
        return looks.get();
    }

    void watch(ChildProcess process) {
        processes.add(process);
    }

    /** What somebody may read there. */
    void show(String place, String text) {
        shown.put(place, text);
    }

    String shown(String place) {
        return Objects.requireNonNull(shown.get(place), place);
    }

    /** In what was shown, and in command lines and environments. */
    Set<String> found() {
        processes.forEach(process -> show("output of " + process.pid(), process.output()));
        Set<String> found = new TreeSet<>(seen);
        shown.forEach((place, text) -> canaries.forEach((name, secret) -> {
            int at = text.indexOf(secret);
            if (at >= 0) {
                found.add(name + " in " + place + ": " + text.substring(Math.max(0, at - AROUND), at));
            }
        }));
        return found;
    }

    /** Files below the directory that others may read and that hold a secret. */
    List<String> openFiles(Path directory, Path but) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(but))
                    .toList();
            for (Path file : files) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.GROUP_READ)) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    canaries.forEach((name, secret) -> {
                        if (text.contains(secret)) {
                            open.add(name + " in " + directory.relativize(file));
                        }
                    });
                }
            }
        }
        return open;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::stop);
        sampler.shutdownNow();
    }

    private void look() {
        looks.incrementAndGet();
        processes.stream()
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .forEach(process -> {
                    look(process, "cmdline");
                    look(process, "environ");
                });
    }

    private void look(ProcessHandle process, String part) {
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), part);
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            canaries.forEach((name, secret) -> {
                if (text.contains(secret)) {
                    seen.add(name + " in " + part + " of "
                            + process.info().command().orElse("?"));
                }
            });
        } catch (IOException gone) {
            looks.get(); // it has ended meanwhile
        }
    }
}
