package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.store.ApprovalStore;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what looks after the approvals. */
@Configuration
class ApprovalConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    ApprovalRunner approvalRunner(
            @Qualifier("leads") BooleanSupplier leads, ApprovalStore store, ApprovedStart start, Clock clock) {
        return new ApprovalRunner(leads, store, start, clock);
    }
}
