package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import io.slipway.opsmanager.erlang.OverlayResult.FileState;
import io.slipway.opsmanager.erlang.OverlayResult.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The inputs of the overlay script and the reading of its answer. */
final class OverlayScript {
    /** sun_path has 108 bytes. */
    private static final int MAX_LOCK_BYTES = 107;

    private OverlayScript() {}

    static SortedMap<String, ErlangTerm> bindings(OverlayRequest request) {
        String fence = request.jobSeq() + " " + request.attempt() + "\n";
        SortedMap<String, ErlangTerm> bindings = new TreeMap<>();
        bindings.put("Lock", lock(request.root()));
        bindings.put("Fence", request.fence().path());
        bindings.put("Pile", ErlangTerm.utf8(request.root() + "/.slipway/stage"));
        bindings.put("Mine", ErlangTerm.utf8(fence));
        bindings.put("Seq", ErlangTerm.integer(request.jobSeq()));
        bindings.put("Attempt", ErlangTerm.integer(request.attempt()));
        bindings.put("Stages", eachFile(request, file -> ErlangTerm.utf8(request.stagePath(file))));
        bindings.put("Temps", eachFile(request, file -> ErlangTerm.utf8(request.tempPath(file))));
        bindings.put("Lives", eachFile(request, file -> ErlangTerm.utf8(request.livePath(file))));
        bindings.put(
                "Md5s", eachFile(request, file -> ErlangTerm.binary(file.md5().bytes())));
        bindings.put("Dirs", paths(request.directories()));
        bindings.put("Homes", paths(request.homes()));
        bindings.put("Limit", ErlangTerm.integer(request.limit().toMillis()));
        return bindings;
    }

    private static ErlangTerm eachFile(OverlayRequest request, Function<OverlayRequest.Entry, ErlangTerm> column) {
        return new ErlangTerm.Sequence(request.files().stream().map(column).toList());
    }

    private static ErlangTerm paths(List<String> paths) {
        return new ErlangTerm.Sequence(
                paths.stream().<ErlangTerm>map(ErlangTerm::utf8).toList());
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
        List<ErlangTerm> items = tuple.items();
        return switch (items.get(0).toString()) {
            case "done" -> done(request, list(items.get(1)), list(items.get(2)));
            case "partial" -> partial(request, list(items.get(2)), list(items.get(3)), items.get(1));
            case "mismatch" -> mismatch(request, list(items.get(1)));
            case "unsafe" -> unsafe(request, list(items.get(1)), list(items.get(2)));
            case "stale" -> plain(Status.STALE, answer);
            case "failed" ->
                plain(items.get(2).equals(ErlangTerm.atom("enospc")) ? Status.DISK_FULL : Status.FAILED, answer);
            default -> plain(Status.OUTCOME_UNKNOWN, answer); // {badrpc, _}: it broke at an unknown place
        };
    }

    private static OverlayResult done(OverlayRequest request, List<ErlangTerm> changed, List<ErlangTerm> sums) {
        List<FileState> states = new ArrayList<>();
        boolean verified = true;
        for (int i = 0; i < request.files().size(); i++) {
            OverlayRequest.Entry file = request.files().get(i);
            Optional<Md5> md5 = Md5.in(sums.get(i));
            verified &= md5.equals(Optional.of(file.md5()));
            states.add(new FileState(file.name(), isIn(changed, request, file) ? "switched" : "same", md5));
        }
        return new OverlayResult(verified ? Status.SWITCHED : Status.NOT_VERIFIED, states, "");
    }

    private static OverlayResult partial(
            OverlayRequest request, List<ErlangTerm> changed, List<ErlangTerm> sums, ErlangTerm why) {
        List<FileState> states = new ArrayList<>();
        for (int i = 0; i < request.files().size(); i++) {
            OverlayRequest.Entry file = request.files().get(i);
            Optional<Md5> md5 = Md5.in(sums.get(i));
            String right = md5.equals(Optional.of(file.md5())) ? "same" : "waiting";
            states.add(new FileState(file.name(), isIn(changed, request, file) ? "switched" : right, md5));
        }
        return new OverlayResult(Status.PARTIAL, states, why.toString());
    }

    private static OverlayResult mismatch(OverlayRequest request, List<ErlangTerm> sums) {
        List<FileState> wrong = new ArrayList<>();
        for (int i = 0; i < request.files().size(); i++) {
            OverlayRequest.Entry file = request.files().get(i);
            Optional<Md5> md5 = Md5.in(sums.get(i));
            if (!md5.equals(Optional.of(file.md5()))) {
                String found = md5.isPresent() ? "differs" : sums.get(i).toString();
                wrong.add(new FileState(file.name(), found, md5));
            }
        }
        return new OverlayResult(Status.DIGEST_MISMATCH, wrong, "");
    }

    private static OverlayResult unsafe(OverlayRequest request, List<ErlangTerm> dirs, List<ErlangTerm> lives) {
        List<FileState> unsafe = new ArrayList<>();
        List<String> directories = request.directories();
        for (int i = 0; i < directories.size(); i++) {
            String name = directories.get(i).substring(request.live().length() + 1) + "/";
            addUnlessPlain(unsafe, name, dirs.get(i).toString(), "directory");
        }
        for (int i = 0; i < request.files().size(); i++) {
            addUnlessPlain(unsafe, request.files().get(i).name(), lives.get(i).toString(), "regular");
        }
        return new OverlayResult(Status.UNSAFE, unsafe, "");
    }

    private static void addUnlessPlain(List<FileState> unsafe, String name, String type, String plain) {
        if (!type.equals(plain) && !type.equals("missing")) {
            unsafe.add(new FileState(name, type, Optional.empty()));
        }
    }

    private static boolean isIn(List<ErlangTerm> paths, OverlayRequest request, OverlayRequest.Entry file) {
        return paths.contains(ErlangTerm.utf8(request.livePath(file)));
    }

    private static List<ErlangTerm> list(ErlangTerm term) {
        return term instanceof ErlangTerm.Sequence sequence ? sequence.items() : List.of();
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
