package io.slipway.opsmanager;

import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.LoadProof;
import io.slipway.opsmanager.erlang.Md5;
import io.slipway.opsmanager.erlang.NodeCommands;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.opsmanager.erlang.OverlayRequest;
import io.slipway.opsmanager.erlang.OverlayResult;
import io.slipway.worker.OrderEndedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One game server, over one connection to its node: switch the files, and only where every digest is right afterwards run
 * the commands, and only where they succeeded ask what code runs now.
 */
final class ServerUpdate {
    private final GameServer server;
    private final HostPlan plan;
    private ServerResult result = ServerResult.notUpdated();
    private @Nullable Failure failure;

    ServerUpdate(GameServer server, HostPlan plan) {
        this.server = server;
        this.plan = plan;
    }

    /** What is to be told of it; also right where {@link #run} ended by an exception. */
    ServerResult result() {
        return result;
    }

    /** Why it did not succeed, OUTCOME_UNKNOWN where that is not known; null where it did. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** @throws OrderEndedException where the whole order ends: a newer one was here, or a cancel */
    void run() throws InterruptedException {
        plan.show("verify");
        try (ErlangNode node = plan.connect(server)) {
            NodeCommands commands = new NodeCommands(node);
            if (switchFiles(commands)) {
                plan.show("erl");
                Part updated = ServerText.updated(plan.manifest().files().size());
                runCommands(commands, erl -> new ServerResult(updated, erl));
            }
        } catch (NodeFailure e) {
            failure = e.toFailure();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("while updating " + server.name());
        }
    }

    private boolean switchFiles(NodeCommands commands) {
        if (plan.manifest().files().isEmpty()) {
            return true;
        }
        OverlayResult overlay = commands.overlay(overlayRequest());
        if (overlay.status() == OverlayResult.Status.STALE) {
            throw OrderEndedException.failed(overlay.failure().orElseThrow());
        }
        failure = overlay.failure().orElse(null);
        if (overlay.status() == OverlayResult.Status.OUTCOME_UNKNOWN) {
            result = ServerText.switchUnknown();
        }
        return overlay.ok();
    }

    private OverlayRequest overlayRequest() {
        OrderHeader header = plan.order().header();
        HostLayout host = plan.host();
        return new OverlayRequest(
                host.root(),
                header.jobSeq(),
                header.attempt(),
                host.stage(),
                host.liveDirectory(server),
                plan.manifest().entries(),
                plan.overlayLimit());
    }

    /** @param told makes the server's result of the Erlang part */
    private void runCommands(NodeCommands node, Function<Part, ServerResult> told) throws InterruptedException {
        List<String> outputs = new ArrayList<>();
        List<CheckedManifest.Command> commands = plan.manifest().commands();
        try {
            for (CheckedManifest.Command command : commands) {
                plan.context().cancellation().check();
                CommandEnd end = plan.gate().run(server.name(), command, node);
                if (end.kind() != CommandEnd.Kind.OK) {
                    result = told.apply(failed(command, end));
                    return;
                }
                outputs.add(end.text());
            }
        } catch (OrderEndedException e) {
            result = told.apply(ServerText.stopped(outputs.size(), commands.size(), String.valueOf(e.getMessage())));
            throw e;
        }
        result = told.apply(proven(node, outputs));
    }

    private Part failed(CheckedManifest.Command command, CommandEnd end) {
        String which = "command " + (command.index() + 1) + " ";
        if (end.kind() == CommandEnd.Kind.UNKNOWN) {
            failure = new Failure(FailureCode.OUTCOME_UNKNOWN, which + end.text(), "");
            return ServerText.unknown(command);
        }
        failure = new Failure(FailureCode.COMMAND_FAILED, which + end.text(), end.text());
        return ServerText.failed(command, end.text());
    }

    private Part proven(NodeCommands node, List<String> outputs) {
        List<String> loaded = new ArrayList<>();
        for (OverlayRequest.Entry beam : plan.manifest().beams()) {
            String module = CheckedManifest.moduleOf(beam);
            try {
                LoadProof proof = node.proveLoaded(module, plan.host().liveDirectory(server) + "/" + beam.name());
                if (!proof.proven()) {
                    return notProven(
                            module + " 文件 md5 " + hex(proof.file()) + ", 运行 md5 " + hex(proof.loaded()), proof);
                }
                loaded.add(ServerText.loaded(module, hex(proof.loaded())));
            } catch (NodeFailure e) {
                failure = new Failure(FailureCode.LOAD_NOT_PROVEN, module + ": " + e.getMessage(), "");
                return ServerText.notProven(module);
            }
        }
        return ServerText.executed(outputs, loaded);
    }

    private Part notProven(String what, LoadProof proof) {
        failure = new Failure(FailureCode.LOAD_NOT_PROVEN, what, proof.detail());
        return ServerText.notProven(what);
    }

    private static String hex(java.util.Optional<Md5> md5) {
        return md5.map(Md5::hex).orElse("-");
    }
}
