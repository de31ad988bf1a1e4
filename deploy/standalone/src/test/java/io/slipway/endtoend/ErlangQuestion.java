package io.slipway.endtoend;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.ErlangNodes.GameNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a game server with Erlang's own tool, so that no code of ours is between the server and the assertion. */
final class ErlangQuestion {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ErlangQuestion() {}

    static String ask(ErlangNodes nodes, @Nullable GameNode node, String expression) {
        GameNode asked = Objects.requireNonNull(node);
        ChildProcess.Finished answer = ChildProcess.run(
                LIMIT,
                Map.of(
                        "HOME",
                                Objects.requireNonNull(nodes.cookieFile().getParent())
                                        .toString(),
                        "ERL_EPMD_PORT", Integer.toString(nodes.epmdPort())),
                List.of("erl_call", "-R", "-timeout", "10", "-n", asked.name(), "-a", expression));
        if (answer.exit() != 0) {
            throw new IllegalStateException(asked.name() + ": " + answer.output());
        }
        return answer.output().strip();
    }
}
