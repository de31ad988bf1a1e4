package io.slipway.dispatcher.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The three maps of the CMDB's {@code rsync.py}, as they stand (requirements S4-11 to S4-13).
 *
 * @param rsyncMap project code to the codes of its areas
 * @param queues queue to project codes
 */
public record PythonFile(
        @JsonProperty("RSYNC_MAP") @Nullable Map<String, AreaCodes> rsyncMap,
        @JsonProperty("RSYNC_MANAGERS") @Nullable List<ManagerEntry> managers,
        @JsonProperty("PROJECT_CELERY_QUEUE_MAP") @Nullable Map<String, List<String>> queues) {

    /** Area name to codes, for client and for server updates. */
    public record AreaCodes(
            @Nullable Map<String, List<String>> hotClient,
            @Nullable Map<String, List<String>> hotServer) {
        Map<String, List<String>> client() {
            return Objects.requireNonNullElse(hotClient, Map.of());
        }

        Map<String, List<String>> server() {
            return Objects.requireNonNullElse(hotServer, Map.of());
        }
    }

    /** One rsync manager, and whose it is. */
    public record ManagerEntry(
            String project, String area, String ip, String module, String user, String passFile, Integer port) {}

    Map<String, AreaCodes> projectMap() {
        return Objects.requireNonNullElse(rsyncMap, Map.of());
    }

    List<ManagerEntry> managerList() {
        return Objects.requireNonNullElse(managers, List.of());
    }

    Map<String, List<String>> queueMap() {
        return Objects.requireNonNullElse(queues, Map.of());
    }
}
