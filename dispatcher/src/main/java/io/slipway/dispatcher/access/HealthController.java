package io.slipway.dispatcher.access;

import io.slipway.dispatcher.store.StoreHealth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The only two addresses that answer without a token. */
@RestController
@Tag(name = "health")
class HealthController {
    private final StoreHealth store;

    HealthController(StoreHealth store) {
        this.store = store;
    }

    /** @param status {@code UP} or {@code DOWN} */
    public record Health(String status) {}

    @Open
    @GetMapping("/health")
    @SecurityRequirements
    @Operation(summary = "Liveness", description = "Asks nothing outside this process.")
    Health alive() {
        return new Health("UP");
    }

    @Open
    @GetMapping("/health/ready")
    @SecurityRequirements
    @Operation(
            summary = "Readiness",
            description = "503 while the store cannot be reached. A broker that is away does not matter here: jobs are"
                    + " accepted and sent once it is back.")
    ResponseEntity<Health> ready() {
        boolean up = store.reachable();
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(new Health(up ? "UP" : "DOWN"));
    }
}
