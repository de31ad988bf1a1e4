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
        write(job, List.of(List.of(callback(job, Kind.PUSHED, "", CallbackBodies.pushed(job, succeeded)))));
    }

    /** The first game host is about to be touched. */
    public void started(JobHead job) {
        write(job, List.of(List.of(callback(job, Kind.STARTED, "", CallbackBodies.started(job)))));
    }

    /** IPs that are done in this round; the CMDB is told of a client update's directories all at once, at its end. */
    public void finishedIps(JobHead job, List<Target> targets) {
        write(job, List.of(ofIps(job, targets)));
    }

    /**
     * Every IP or directory is done.
     *
     * @param inThisRound those of all targets that ended in this round
     */
    public void finished(JobHead job, List<Target> inThisRound, List<Target> all) {
        Callback last = callback(job, Kind.FINAL, "", CallbackBodies.finished(job, all));
        write(job, List.of(ofIps(job, inThisRound), List.of(last)));
    }

    private List<Callback> ofIps(JobHead job, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.step().changesHosts() && target.directory() == null)
                .map(target -> callback(job, Kind.IP, target.key(), CallbackBodies.ofIp(job, target)))
                .toList();
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

    /**
     * Stores one kind after the other, so that a crash leaves none without those before it, and offers them all at once: a
     * dispatcher that begins to lead in between would have a part of them.
     */
    private void write(JobHead job, List<List<Callback>> kinds) {
        List<List<Callback>> some =
                kinds.stream().filter(kind -> !kind.isEmpty()).toList();
        if (!some.isEmpty()
                && job.kind().changesHosts()
                && endpoints.of(job.project()).isPresent()) {
            List<Callback> open =
                    new ArrayList<>(earlier(job, some.get(0).get(0).kind()));
            some.forEach(kind -> open.addAll(store.insertMissing(kind)));
            sender.offer(open);
        }
    }

    /**
     * What has to be delivered before that kind. Another dispatcher may have written it, and its sender does not know of it: it is
     * in the store, since a step begins only after its announcement is written, and a round only after the callbacks of the one
     * before.
     */
    private List<Callback> earlier(JobHead job, Kind kind) {
        String lastOfRoundBefore = id(job.id(), job.round() - 1, Kind.FINAL, "");
        List<String> ids = new ArrayList<>(List.of(lastOfRoundBefore));
        Stream.of(Kind.PUSHED, Kind.STARTED)
                .filter(before -> before.compareTo(kind) < 0)
                .forEach(before -> ids.add(id(job.id(), job.round(), before, "")));
        List<Callback> found = store.find(ids);
        boolean roundBeforeIsOver = job.round() == 1
                || found.stream()
                        .anyMatch(callback ->
                                callback.id().equals(lastOfRoundBefore) && callback.state() != Callback.State.WAITING);
        return roundBeforeIsOver
                ? found.stream()
                        .filter(callback -> callback.state() == Callback.State.WAITING)
                        .toList()
                : store.waiting(job.id());
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
