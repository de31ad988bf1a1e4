package io.slipway.cli.watch;

import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All that is known of a watched job, brought up to date by what the dispatcher tells. For one thread. */
public final class JobPicture {
    /** What the dispatcher says of a failure; {@code message} is empty where only its code is known. */
    record Detail(String message, String advice) {}

    private @Nullable JobLine job;
    private final Map<String, Tile> tiles = new LinkedHashMap<>();
    private final Set<String> bad = new LinkedHashSet<>();
    private final Map<String, String> messages = new HashMap<>();
    private final Map<String, String> advices = new HashMap<>();
    private boolean live = true;
    private List<WaveLine> waves = List.of();

    /** The whole, with which each connection begins. */
    void snapshot(JsonNode snapshot) {
        tiles.clear();
        job(snapshot.path("job"));
        targets(snapshot.path("targets"));
        bad.removeIf(id -> !tiles.containsKey(id));
    }

    void job(JsonNode given) {
        job = JobLine.of(given);
    }

    /** Whether the job goes in waves that are not known yet. Which host is in which never changes. */
    boolean wantsWaves() {
        return waves.isEmpty() && job != null && job.inWaves();
    }

    /** @param array of waves */
    void waves(JsonNode array) {
        waves = array.values().stream().map(WaveLine::of).toList();
    }

    List<WaveLine> waves() {
        return waves;
    }

    /** Of the hosts of a wave: as the last step has them, else as the dispatcher said. */
    List<Look> looks(WaveLine wave) {
        Map<String, Look> now = new HashMap<>();
        if (job != null && !job.steps().isEmpty()) {
            String last = job.steps().get(job.steps().size() - 1).kind();
            tiles(last).forEach(tile -> now.put(tile.key(), tile.look()));
        }
        return wave.hosts().entrySet().stream()
                .map(host -> now.getOrDefault(host.getKey(), host.getValue()))
                .toList();
    }

    /** @param array of targets, whole or as lines of the stream */
    void targets(JsonNode array) {
        for (JsonNode target : array.values()) {
            Tile tile = Tile.of(target);
            tiles.put(tile.id(), tile);
            if (!tile.bad()) {
                bad.remove(tile.id());
            } else {
                bad.add(tile.id());
            }
        }
    }

    /** @param array of whole targets: with what went wrong and what to do */
    void details(JsonNode array) {
        for (JsonNode target : array.values()) {
            JsonNode failure = target.path("failure");
            messages.put(Fields.text(target, "target_id"), Fields.text(failure, "message"));
            advices.put(Fields.text(failure, "code"), Fields.text(failure, "advice"));
        }
    }

    /** Whether the dispatcher can be heard. */
    void live(boolean now) {
        live = now;
    }

    boolean live() {
        return live;
    }

    @Nullable
    JobLine job() {
        return job;
    }

    List<Tile> tiles(String step) {
        return tiles.values().stream().filter(tile -> tile.step().equals(step)).toList();
    }

    Map<Look, Integer> counts(String step) {
        Map<Look, Integer> counts = new EnumMap<>(Look.class);
        tiles(step).forEach(tile -> counts.merge(tile.look(), 1, Integer::sum));
        return counts;
    }

    /** What did not end well, the newest first. */
    List<Tile> failures() {
        List<Tile> failures = new ArrayList<>();
        bad.forEach(id -> failures.add(tiles.getOrDefault(id, new Tile(id, "", id, Look.OTHER, 0, "", -1))));
        Collections.reverse(failures);
        return failures;
    }

    Detail detail(Tile tile) {
        return new Detail(messages.getOrDefault(tile.id(), ""), advices.getOrDefault(tile.failure(), ""));
    }

    /** Whether there is a failure of a code for which there is no advice yet. */
    boolean wantsDetails() {
        return bad.stream()
                .map(tiles::get)
                .anyMatch(tile -> tile != null && !tile.failure().isEmpty() && !advices.containsKey(tile.failure()));
    }
}
