package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.Kind;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes callbacks down. Ids and bytes follow from the job and the target alone, so writing one again changes nothing: after
 * a crash it is simply done once more.
 */
public final class CallbackOutbox {
    private final CallbackStore store;
    private final CallbackEndpoints endpoints;
    private final CallbackSender sender;
    private final Clock clock;

    public CallbackOutbox(CallbackStore store, CallbackEndpoints endpoints, CallbackSender sender, Clock clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.sender = sender;
        this.clock = clock;
    }

    /** The files are on every ops manager, or will not get there in this round. */
    public void pushed(JobHead job, boolean succeeded) {
        write(job, List.of(callback(job, Kind.PUSHED, "", CallbackBodies.pushed(job, succeeded))));
    }

    /** The first game host is about to be touched. */
    public void started(JobHead job) {
        write(job, List.of(callback(job, Kind.STARTED, "", CallbackBodies.started(job))));
    }

    /** IPs that are done in this round; the CMDB is told of a client update's directories all at once, at its end. */
    public void finishedIps(JobHead job, List<Target> targets) {
        write(
                job,
                targets.stream()
                        .filter(target -> target.step().changesHosts() && target.directory() == null)
                        .map(target -> callback(job, Kind.IP, target.key(), CallbackBodies.ofIp(job, target)))
                        .toList());
    }

    /** Every IP or directory is done. */
    public void finished(JobHead job, List<Target> targets) {
        write(job, List.of(callback(job, Kind.FINAL, "", CallbackBodies.finished(job, targets))));
    }

    /** All callbacks a job may have had so far, in order of delivery. */
    public List<Callback> ofJob(Job job) {
        List<String> ids = new ArrayList<>();
        for (int round = 1; round <= job.round(); round++) {
            ids.add(id(job.id(), round, Kind.PUSHED, ""));
            ids.add(id(job.id(), round, Kind.STARTED, ""));
            if (job.kind().toldPerIp()) {
                for (String target : job.step(job.kind().lastStep()).targets()) {
                    ids.add(id(job.id(), round, Kind.IP, target.substring(target.lastIndexOf(':') + 1)));
                }
            }
            ids.add(id(job.id(), round, Kind.FINAL, ""));
        }
        List<Callback> found = store.find(ids);
        found.sort(CallbackSender.ORDER);
        return found;
    }

    private void write(JobHead job, List<Callback> callbacks) {
        if (!callbacks.isEmpty()
                && job.kind().changesHosts()
                && endpoints.of(job.project()).isPresent()) {
            List<Callback> open = new ArrayList<>(earlier(job, callbacks));
            open.addAll(store.insertMissing(callbacks));
            sender.offer(open);
        }
    }

    /**
     * What has to be delivered before these. Another dispatcher may have written it, and its sender does not know of it: it is
     * in the store, since a step begins only after its announcement is written, and a round only after the final callback of
     * the one before. Per-IP callbacks are offered again with the final one of their own round.
     */
    private List<Callback> earlier(JobHead job, List<Callback> callbacks) {
        List<String> ids = new ArrayList<>();
        if (job.round() > 1) {
            ids.add(id(job.id(), job.round() - 1, Kind.FINAL, ""));
        }
        Stream.of(Kind.PUSHED, Kind.STARTED)
                .filter(kind -> kind.compareTo(callbacks.get(0).kind()) < 0)
                .forEach(kind -> ids.add(id(job.id(), job.round(), kind, "")));
        List<Callback> waiting = store.find(ids).stream()
                .filter(callback -> callback.state() == Callback.State.WAITING)
                .toList();
        boolean earlierRoundIsOpen = waiting.stream().anyMatch(callback -> callback.round() < job.round());
        return earlierRoundIsOpen ? store.waiting(job.id()) : waiting;
    }

    private Callback callback(JobHead job, Kind kind, String key, String body) {
        return new Callback(
                id(job.id(), job.round(), kind, key),
                job.id(),
                job.round(),
                job.project(),
                kind,
                body,
                Callback.State.WAITING,
                0,
                clock.instant(),
                clock.instant(),
                null,
                List.of(),
                job.trace());
    }

    private static String id(String jobId, int round, Kind kind, String key) {
        return jobId
                + ":"
                + kind.name().toLowerCase(Locale.ROOT)
                + (key.isEmpty() ? "" : ":" + key)
                + (round == 1 ? "" : ":r" + round);
    }
}
