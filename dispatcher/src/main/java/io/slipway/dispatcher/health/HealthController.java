package io.slipway.dispatcher.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.dispatcher.access.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two addresses that tell a supervisor and a load balancer what to do; they answer without a token. */
@RestController
@Tag(name = "health")
class HealthController {
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final Parts parts;
    private final Liveness liveness;

    HealthController(Parts parts, Liveness liveness) {
        this.parts = parts;
        this.liveness = liveness;
    }

    /** Whether the process can work. */
    @Schema(name = "Liveness")
    public record Health(
            @Schema(allowableValues = {UP, DOWN}) String status,

            @Schema(
                    description =
                            "What has stopped for good: `orders`, `reports`, `reconciler`, `deadlock`; absent where all is well")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            List<String> broken) {}

    /** Whether requests are taken, and what can be reached. */
    public record Readiness(
            @Schema(
                    description = "`DEGRADED`: requests are taken, and what needs the missing part waits",
                    allowableValues = {UP, "DEGRADED", DOWN})
            String status,

            @Schema(
                    description = "`store`, `broker` and `election`, each `UP` or `DOWN`",
                    example = "{\"broker\": \"UP\", \"election\": \"UP\", \"store\": \"UP\"}")
            Map<String, String> parts) {}

    @Open
    @GetMapping("/health")
    @SecurityRequirements
    @Operation(
            summary = "Liveness",
            description =
                    "Asks nothing outside this process. 503 where a restart is the only remedy: a deadlock, or a thread"
                            + " without which nothing goes on has ended.")
    ResponseEntity<Health> alive() {
        return health(liveness.broken());
    }

    static ResponseEntity<Health> health(List<String> broken) {
        return answer(
                broken.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                broken.isEmpty() ? new Health(UP, null) : new Health(DOWN, broken));
    }

    @Open
    @GetMapping("/health/ready")
    @SecurityRequirements
    @Operation(
            summary = "Readiness",
            description =
                    "503 while the store cannot be reached: nothing can be accepted then. A broker or an election that is"
                            + " away is named and is still 200: jobs are accepted and go on once it is back.")
    ResponseEntity<Readiness> ready() {
        Map<Part, Boolean> usable = parts.usable();
        Map<String, String> named = new TreeMap<>();
        usable.forEach((part, up) -> named.put(part.wire(), up ? UP : DOWN));
        boolean takes = usable.getOrDefault(Part.STORE, false);
        String status = usable.containsValue(false) ? "DEGRADED" : UP;
        return answer(
                takes ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, new Readiness(takes ? status : DOWN, named));
    }

    private static <T> ResponseEntity<T> answer(HttpStatus status, T body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
