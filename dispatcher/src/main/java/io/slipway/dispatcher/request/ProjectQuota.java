package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Project;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * How much one project may ask for, so that no caller floods the others (row A26 of the abuse table). Counted in memory, by each
 * dispatcher for what comes to it.
 */
@Component
@EnableConfigurationProperties(QuotaProperties.class)
class ProjectQuota {
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final int OPEN_RETRY_SECONDS = 10;

    private final QuotaProperties properties;
    private final JobStore jobs;
    private final Clock clock;
    private final Map<String, Requests> requests = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();

    /** @param left requests that may come at {@code at}, a bucket that fills with time */
    private record Requests(double left, long at) {}

    ProjectQuota(QuotaProperties properties, JobStore jobs, Clock clock) {
        this.properties = properties;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** @throws ProblemException {@code too_many_requests} with the seconds after which the next one is taken */
    synchronized void admitRequest(Project document) {
        String project = document.code();
        Project.Quota own = document.quota();
        int most = own == null || own.requestsPerMinute() == null
                ? properties.requestsPerMinute()
                : own.requestsPerMinute();
        long now = clock.millis();
        Requests before = requests.getOrDefault(project, new Requests(most, now));
        double left = Math.min(most, before.left + Math.max(0, now - before.at) * most / MILLIS_PER_MINUTE);
        if (left < 1) {
            int wait = (int) Math.ceil((1 - left) * MILLIS_PER_MINUTE / most / 1000);
            throw ProblemException.tooMany(
                    ProblemCode.TOO_MANY_REQUESTS,
                    wait,
                    new ProblemException.Hint(
                            "项目 " + project + " 每分钟最多 " + most + " 个请求,请 " + wait + " 秒后再试",
                            "Project " + project + " may send " + most + " requests a minute; try again in " + wait
                                    + " s"));
        }
        requests.put(project, new Requests(left - 1, now));
    }

    /**
     * What is remembered can only be too high, since jobs end by themselves, so the store is asked only when the limit seems to
     * be reached.
     *
     * @throws ProblemException {@code too_many_open_jobs}
     */
    synchronized void admitJob(Project document) {
        String project = document.code();
        Project.Quota own = document.quota();
        int most = own == null || own.openJobs() == null ? properties.openJobs() : own.openJobs();
        int known = open.getOrDefault(project, most);
        if (known >= most) {
            known = jobs.countActive(project, most);
        }
        if (known >= most) {
            throw ProblemException.tooMany(
                    ProblemCode.TOO_MANY_OPEN_JOBS,
                    OPEN_RETRY_SECONDS,
                    new ProblemException.Hint(
                            "项目 " + project + " 已有 " + most + " 个未结束的任务,请等待其结束或取消一些",
                            "Project " + project + " has " + most
                                    + " jobs that are not over; wait for some, or cancel some"));
        }
        open.put(project, known + 1);
    }
}
