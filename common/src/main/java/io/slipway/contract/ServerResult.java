package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Result of one game server, in the two parts the CMDB is told (requirement S4-8).
 *
 * @param update the files; of a service job, the process
 * @param erl the Erlang commands and the proof of load; of a service job, the health check; of a release, the process and its
 *     health check
 * @param tree what was seen of its trees; null for jobs that are not about them
 */
public record ServerResult(
        Part update,
        Part erl,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TreeReport tree) {
    /** Of a job that is not about trees. */
    public ServerResult(Part update, Part erl) {
        this(update, erl, null);
    }

    /** Requirement S4-9: what both parts say where the files did not verify. */
    public static final String NOT_UPDATED = "更新失败,不执行erl命令";

    /** How the sentence of a start begins that found the process running and left it alone. */
    public static final String ALREADY_RUNNING = "已在运行";

    /**
     * @param data sentence for the CMDB, at most 1,000 characters
     * @param status true only for proven success
     */
    public record Part(String data, boolean status) {
        private static final int MAX_CHARS = 1000;

        public Part {
            Objects.requireNonNull(data, "data"); // one that came from JSON may lack it
            data = data.length() <= MAX_CHARS ? data : data.substring(0, MAX_CHARS);
        }
    }

    /** Files did not verify, so no command ran. */
    public static ServerResult notUpdated() {
        return new ServerResult(new Part(NOT_UPDATED, false), new Part(NOT_UPDATED, false));
    }

    public boolean succeeded() {
        return update.status() && erl.status();
    }
}
