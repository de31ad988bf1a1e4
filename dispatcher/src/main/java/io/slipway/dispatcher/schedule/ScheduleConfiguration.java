package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.RequestForm;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ScheduleStore;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires what begins jobs that are due. */
@Configuration
class ScheduleConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    ScheduleRunner scheduleRunner(
            BooleanSupplier leads,
            ScheduleStore store,
            JobStore jobs,
            JobDesk desk,
            List<RequestForm> forms,
            JsonMapper json,
            Clock clock) {
        return new ScheduleRunner(leads, store, jobs, desk, forms, json, clock);
    }
}
