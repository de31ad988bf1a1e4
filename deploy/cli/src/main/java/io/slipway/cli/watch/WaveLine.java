package io.slipway.cli.watch;

import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A wave of a job.
 *
 * @param hosts their states by IP, in the order they begin, as they were when the dispatcher was asked
 */
public record WaveLine(int number, String name, Map<String, Look> hosts) {
    public static WaveLine of(JsonNode wave) {
        Map<String, Look> hosts = new LinkedHashMap<>();
        for (JsonNode host : Fields.list(wave, "ips")) {
            hosts.put(Fields.text(host, "ip"), Look.of(Fields.text(host, "state")));
        }
        return new WaveLine(wave.path("number").asInt(0), Fields.text(wave, "name"), hosts);
    }

    /** {@code 第 1 批 金丝雀}; a wave whose name says no more than its number has no other. */
    public String title(Texts texts) {
        return title(texts, number, name);
    }

    /** As {@link #title(Texts)}, of a wave that is only planned. */
    public static String title(Texts texts, int number, String name) {
        String title = texts.of("wave.title", number);
        return name.isEmpty() || name.equals("wave " + number) ? title : title + " " + texts.word("wave_name", name);
    }
}
