package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import io.slipway.opsmanager.erlang.OverlayResult.FileState;
import io.slipway.opsmanager.erlang.OverlayResult.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The inputs of the overlay script and the reading of its answer. */
final class OverlayScript {
    /** sun_path has 108 bytes. */
    private static final int MAX_LOCK_BYTES = 107;

    private OverlayScript() {}

    static SortedMap<String, ErlangTerm> bindings(OverlayRequest request) {
        List<ErlangTerm> files = new ArrayList<>();
        for (OverlayRequest.Entry file : request.files()) {
            files.add(ErlangTerm.tuple(
                    ErlangTerm.utf8(file.name()),
                    ErlangTerm.utf8(file.directory()),
                    ErlangTerm.utf8(file.base()),
                    ErlangTerm.binary(file.md5().bytes())));
        }
        List<ErlangTerm> directories = new ArrayList<>();
        request.directories().forEach(d -> directories.add(ErlangTerm.utf8(d)));
        SortedMap<String, ErlangTerm> bindings = new TreeMap<>();
        bindings.put("Lock", lock(request.root()));
        bindings.put("Root", ErlangTerm.utf8(request.root()));
        bindings.put("Seq", ErlangTerm.integer(request.jobSeq()));
        bindings.put("Attempt", ErlangTerm.integer(request.attempt()));
        bindings.put("Stage", ErlangTerm.utf8(request.stage()));
        bindings.put("Live", ErlangTerm.utf8(request.live()));
        bindings.put("Dirs", new ErlangTerm.Sequence(directories));
        bindings.put("Files", new ErlangTerm.Sequence(files));
        bindings.put("Limit", ErlangTerm.integer(request.limit().toMillis()));
        return bindings;
    }

    /** An abstract socket name, which starts with a zero byte; a root too long for one goes in as its digest. */
    static ErlangTerm lock(String root) {
        byte[] name = ("\0slipway:" + root).getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_LOCK_BYTES) {
            name = ("\0slipway:md5:" + md5(root)).getBytes(StandardCharsets.UTF_8);
        }
        return ErlangTerm.binary(name);
    }

    static OverlayResult result(OverlayRequest request, ErlangTerm answer) {
        if (answer.equals(ErlangTerm.atom("busy"))) {
            return plain(Status.BUSY, answer);
        }
        if (answer.equals(ErlangTerm.atom("late"))) {
            return plain(Status.TIMED_OUT, answer);
        }
        if (!(answer instanceof ErlangTerm.Tuple tuple) || tuple.items().size() < 2) {
            return plain(Status.OUTCOME_UNKNOWN, answer);
        }
        ErlangTerm last = tuple.items().get(tuple.items().size() - 1);
        return switch (tuple.items().get(0).toString()) {
            case "done" -> done(request, states(last));
            case "partial" ->
                new OverlayResult(
                        Status.PARTIAL, states(last), tuple.items().get(1).toString());
            case "mismatch" -> new OverlayResult(Status.DIGEST_MISMATCH, states(last), "");
            case "unsafe" -> new OverlayResult(Status.UNSAFE, states(last), "");
            case "stale" -> plain(Status.STALE, answer);
            case "failed" -> plain(last.equals(ErlangTerm.atom("enospc")) ? Status.DISK_FULL : Status.FAILED, answer);
            default -> plain(Status.OUTCOME_UNKNOWN, answer); // {badrpc, _}: it broke at an unknown place
        };
    }

    private static OverlayResult done(OverlayRequest request, List<FileState> states) {
        Map<String, Md5> expected = new TreeMap<>();
        request.files().forEach(file -> expected.put(file.name(), file.md5()));
        boolean verified = states.size() == expected.size()
                && states.stream()
                        .allMatch(state ->
                                state.md5().isPresent() && state.md5().get().equals(expected.get(state.name())));
        return new OverlayResult(verified ? Status.SWITCHED : Status.NOT_VERIFIED, states, "");
    }

    /** Reads {@code [{Name, Md5 | {error, Why} | Type}]} and {@code [{Name, State, Md5 | {error, Why}}]}. */
    private static List<FileState> states(ErlangTerm list) {
        List<FileState> states = new ArrayList<>();
        if (list instanceof ErlangTerm.Sequence sequence) {
            for (ErlangTerm item : sequence.items()) {
                if (item instanceof ErlangTerm.Tuple file && file.items().get(0) instanceof ErlangTerm.Binary name) {
                    ErlangTerm last = file.items().get(file.items().size() - 1);
                    Optional<Md5> md5 = Md5.in(last);
                    boolean stated = file.items().size() == 3;
                    String state =
                            stated ? file.items().get(1).toString() : md5.isPresent() ? "differs" : last.toString();
                    states.add(new FileState(name.utf8(), state, md5));
                }
            }
        }
        return states;
    }

    private static OverlayResult plain(Status status, ErlangTerm answer) {
        return new OverlayResult(status, List.of(), answer.toString());
    }

    private static Md5 md5(String text) {
        try {
            return Md5.of(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
