package io.slipway.opsmanager.silence;

import java.util.Map;

/**
 * What monitoring is to be silent about.
 *
 * @param key names this silence, the same for opening and closing
 * @param values of the placeholders {@code project}, {@code area}, {@code areaCode}, {@code ip}, {@code server},
 *     {@code process}, {@code role}, {@code job} and {@code action}
 */
public record SilenceSubject(String key, Map<String, String> values) {
    public SilenceSubject {
        values = Map.copyOf(values);
    }
}
