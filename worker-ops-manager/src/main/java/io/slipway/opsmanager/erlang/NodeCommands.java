package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangTerm;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.CommandResult.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the ops manager asks of one connected node. Thread-safe; lives as long as its connection. */
public final class NodeCommands {
    /** How much longer than the limit on the node the answer may take. */
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(2);

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final int PRINT_DEPTH = 200;
    private static final ErlangTerm NO_FENCE = ErlangTerm.atom("none");
    private static final ErlangTerm KILLED = ErlangTerm.tuple(
            ErlangTerm.atom("badrpc"), ErlangTerm.tuple(ErlangTerm.atom("EXIT"), ErlangTerm.atom("killed")));

    private final ErlangNode node;
    private final ScriptRunner scripts;

    public NodeCommands(ErlangNode node) {
        this.node = node;
        this.scripts = new ScriptRunner(node);
    }

    /**
     * Runs one call that changes nothing of a host; see {@link #run(ErlangCall, Duration, HostFence)}.
     */
    public CommandResult run(ErlangCall call, Duration limit) {
        return run(call, limit, NO_FENCE, NO_FENCE);
    }

    /**
     * Runs one call; the caller has checked it against the catalogue. Never throws: how it ended is the result. The node itself
     * compares the fence before: a worker may have stood still between its last question and this.
     *
     * @param limit after which the node kills it; two seconds later the answer is given up as unknown
     */
    public CommandResult run(ErlangCall call, Duration limit, HostFence fence) {
        return run(call, limit, fence.path(), fence.pair());
    }

    private CommandResult run(ErlangCall call, Duration limit, ErlangTerm fence, ErlangTerm mine) {
        long start = System.nanoTime();
        try {
            SortedMap<String, ErlangTerm> bindings = limited(limit);
            bindings.put("Fence", fence);
            bindings.put("Mine", mine);
            bindings.put("M", ErlangTerm.atom(call.module()));
            bindings.put("F", ErlangTerm.atom(call.function()));
            bindings.put("A", new ErlangTerm.Sequence(call.args()));
            bindings.put("Max", ErlangTerm.integer(Failure.MAX_OUTPUT_BYTES));
            bindings.put("Depth", ErlangTerm.integer(PRINT_DEPTH));
            ErlangTerm answer = scripts.evaluate(NodeScript.RUN, bindings, limit.plus(ANSWER_GRACE));
            return commandResult(answer, limit, Duration.ofNanos(System.nanoTime() - start));
        } catch (NodeFailure e) {
            Status status = e.code() == FailureCode.OUTCOME_UNKNOWN ? Status.OUTCOME_UNKNOWN : Status.NOT_RUN;
            return new CommandResult(
                    status, String.valueOf(e.getMessage()), "", false, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Compares the module that runs with the file that was delivered. Loads the module if it is not loaded, but never reloads it.
     *
     * @param beamPath absolute path on the host
     * @throws NodeFailure when the node did not answer; nothing is in doubt, ask again
     */
    public LoadProof proveLoaded(String module, String beamPath) throws NodeFailure {
        SortedMap<String, ErlangTerm> bindings = limited(LOOK_LIMIT);
        bindings.put("M", ErlangTerm.atom(module));
        bindings.put("Path", ErlangTerm.text(beamPath));
        ErlangTerm answer = scripts.evaluate(NodeScript.PROVE, bindings, LOOK_LIMIT.plus(ANSWER_GRACE));
        if (!(answer instanceof ErlangTerm.Tuple tuple) || tuple.items().size() != 4) {
            throw unreadable(answer);
        }
        List<ErlangTerm> items = tuple.items();
        LoadProof digests = new LoadProof(Md5.in(items.get(0)), Md5.in(items.get(1)), text(items.get(2)), "");
        String detail = digests.proven()
                ? ""
                : "file " + orDigest(items.get(0)) + ", loaded " + orDigest(items.get(1)) + ", load " + items.get(3);
        return new LoadProof(digests.file(), digests.loaded(), digests.loadedFrom(), detail);
    }

    /** Switches live files to staged ones under the host's lock and fence. Never throws: how it ended is the result. */
    public OverlayResult overlay(OverlayRequest request) {
        try {
            ErlangTerm answer = scripts.evaluate(
                    NodeScript.OVERLAY,
                    OverlayScript.bindings(request),
                    request.limit().plus(ANSWER_GRACE));
            return OverlayScript.result(request, answer);
        } catch (NodeFailure e) {
            OverlayResult.Status status = e.code() == FailureCode.OUTCOME_UNKNOWN
                    ? OverlayResult.Status.OUTCOME_UNKNOWN
                    : OverlayResult.Status.NOT_RUN;
            return new OverlayResult(status, List.of(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * MD5 of files on the host, as the node sees them.
     *
     * @param directory absolute
     * @param names relative to it
     * @return by name, in the given order; files that cannot be read are absent
     * @throws NodeFailure when the node did not answer
     */
    public Map<String, Md5> digests(String directory, List<String> names) throws NodeFailure {
        SortedMap<String, ErlangTerm> bindings = limited(LOOK_LIMIT);
        bindings.put("Dir", ErlangTerm.utf8(directory));
        bindings.put(
                "Names",
                new ErlangTerm.Sequence(
                        names.stream().<ErlangTerm>map(ErlangTerm::utf8).toList()));
        ErlangTerm answer = scripts.evaluate(NodeScript.DIGESTS, bindings, LOOK_LIMIT.plus(ANSWER_GRACE));
        if (!(answer instanceof ErlangTerm.Sequence list) || list.items().size() != names.size()) {
            throw unreadable(answer);
        }
        Map<String, Md5> digests = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (list.items().get(i) instanceof ErlangTerm.Tuple pair) {
                Md5.in(pair.items().get(1)).ifPresent(md5 -> digests.put(name, md5));
            }
        }
        return digests;
    }

    private static CommandResult commandResult(ErlangTerm answer, Duration limit, Duration took) {
        if (answer.equals(KILLED)) {
            String message = "stopped by the node after " + limit.toMillis() + " ms";
            return new CommandResult(Status.TIMED_OUT, message, "", false, took);
        }
        if (answer instanceof ErlangTerm.Tuple tuple
                && tuple.items().size() == 3
                && tuple.items().get(1) instanceof ErlangTerm.Binary text) {
            boolean cut = tuple.items().get(2).equals(ErlangTerm.atom("true"));
            String outcome = tuple.items().get(0).toString();
            return switch (outcome) {
                case "ok" -> new CommandResult(Status.OK, "", text.utf8(), cut, took);
                case "stale" ->
                    new CommandResult(
                            Status.STALE,
                            "not run: the host's fence is " + text.utf8().strip(),
                            "",
                            false,
                            took);
                case "error" ->
                    new CommandResult(Status.ERROR_VALUE, "the command returned an error", text.utf8(), cut, took);
                default -> new CommandResult(Status.CRASHED, "the command crashed", text.utf8(), cut, took);
            };
        }
        // {badrpc, {'EXIT', Reason}}: the process died of something else than the call itself, such as a link.
        return new CommandResult(Status.CRASHED, "the command's process died", answer.toString(), false, took);
    }

    private static SortedMap<String, ErlangTerm> limited(Duration limit) {
        SortedMap<String, ErlangTerm> bindings = new TreeMap<>();
        bindings.put("Limit", ErlangTerm.integer(Math.max(1, limit.toMillis())));
        return bindings;
    }

    private static String text(ErlangTerm term) {
        return term instanceof ErlangTerm.Sequence list ? list.asText().orElse(term.toString()) : term.toString();
    }

    private static String orDigest(ErlangTerm term) {
        return Md5.in(term).map(Md5::hex).orElse(term.toString());
    }

    private NodeFailure unreadable(ErlangTerm answer) {
        return new NodeFailure(FailureCode.REFUSED_BY_HOST, node.address() + " answered " + answer);
    }
}
