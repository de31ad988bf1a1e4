package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import io.slipway.opsmanager.erlang.OverlayResult.FileState;
import io.slipway.opsmanager.erlang.OverlayResult.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The inputs of the overlay script and the reading of its answer. */
final class OverlayScript {
    /** sun_path has 108 bytes. */
    private static final int MAX_LOCK_BYTES = 107;

    private OverlayScript() {}

    /** Up to this size together the node may hold all files in memory at once, which is the faster way. */
    static final long SMALL_BYTES = 8L * 1024 * 1024;

    static NodeScript of(OverlayRequest request) {
        return request.bytes() <= SMALL_BYTES ? NodeScript.OVERLAY_SMALL : NodeScript.OVERLAY;
    }

    static SortedMap<String, ErlangTerm> bindings(OverlayRequest request) {
        SortedMap<String, ErlangTerm> bindings = new TreeMap<>();
        bindings.put("Lock", lock(request.root()));
        bindings.put("Seq", ErlangTerm.integer(request.jobSeq()));
        bindings.put("Attempt", ErlangTerm.integer(request.attempt()));
        bindings.put("Limit", ErlangTerm.integer(request.limit().toMillis()));
        bindings.putAll(of(request) == NodeScript.OVERLAY ? parts(request) : lists(request));
        return bindings;
    }

    private static Map<String, ErlangTerm> lists(OverlayRequest request) {
        String own = request.root() + "/.slipway/";
        String fence = request.jobSeq() + " " + request.attempt() + "\n";
        String mark = ".slipway-" + request.jobSeq() + "-" + request.attempt() + "-";
        String live = request.live() + "/";
        List<OverlayRequest.Entry> files = request.files();
        return Map.of(
                "Fence", ErlangTerm.utf8(own + "fence"),
                "Text", ErlangTerm.utf8(fence),
                "Stages", ErlangTerm.utf8(own + "stage"),
                "Dirs",
                        list(
                                request.directories(),
                                dir -> ErlangTerm.tuple(
                                        ErlangTerm.utf8(dir), ErlangTerm.utf8(withoutSlash(live + dir)))),
                "Folders",
                        list(
                                files.stream()
                                        .map(OverlayRequest.Entry::directory)
                                        .distinct()
                                        .toList(),
                                dir -> ErlangTerm.utf8(withoutSlash(live + dir))),
                "Names", list(files, file -> ErlangTerm.utf8(file.name())),
                "From", list(files, file -> ErlangTerm.utf8(request.stage() + "/" + file.name())),
                "Temps", list(files, file -> ErlangTerm.utf8(live + file.directory() + mark + file.base())),
                "To", list(files, file -> ErlangTerm.utf8(live + file.name())),
                "Sums", list(files, file -> ErlangTerm.binary(file.md5().bytes())));
    }

    private static <T> ErlangTerm list(Collection<T> items, Function<T, ErlangTerm> term) {
        return new ErlangTerm.Sequence(items.stream().map(term).toList());
    }

    private static String withoutSlash(String directory) {
        return directory.substring(0, directory.length() - 1);
    }

    private static Map<String, ErlangTerm> parts(OverlayRequest request) {
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
        bindings.put("Root", ErlangTerm.utf8(request.root()));
        bindings.put("Stage", ErlangTerm.utf8(request.stage()));
        bindings.put("Live", ErlangTerm.utf8(request.live()));
        bindings.put("Dirs", new ErlangTerm.Sequence(directories));
        bindings.put("Files", new ErlangTerm.Sequence(files));
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
