package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace.Which;
import io.slipway.opsmanager.supervisor.CallResult;
import io.slipway.opsmanager.supervisor.FaultCode;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorCall;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorFault;
import io.slipway.opsmanager.supervisor.SupervisorMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one log as supervisord gives them: as text, and only where all bytes of the part are whole UTF-8 characters. Parts are
 * asked for together, since a refused one costs a traceback in supervisord's own log when it is asked for alone.
 */
final class LogSource {
    /** Parts in one request: supervisord does nothing else meanwhile. */
    private static final int TOGETHER = 256;
    /** The largest size that XML-RPC of Python can write. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final Supervisor supervisor;
    private final Which which;
    private final String process;

    /** Bytes {@code from} to before {@code to} of a log; at least one. */
    record Range(long from, long to) {
        long length() {
            return to - from;
        }
    }

    LogSource(Supervisor supervisor, Which which, String process) {
        this.supervisor = supervisor;
        this.which = which;
        this.process = process;
    }

    /** Texts of the ranges in their order; null for one that cannot be read as it is. */
    List<@Nullable String> read(List<Range> ranges) throws LogTrouble, InterruptedException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int from = 0; from < ranges.size(); from += TOGETHER) {
            List<SupervisorCall> calls = new ArrayList<>();
            ranges.subList(from, Math.min(from + TOGETHER, ranges.size())).forEach(range -> calls.add(call(range)));
            for (CallResult result : together(calls)) {
                texts.add(text(result));
            }
        }
        return texts;
    }

    /** Size in bytes. */
    long size() throws LogTrouble, InterruptedException {
        String beyond =
                read(List.of(new Range(0, 1), new Range(LARGEST, LARGEST + 1))).get(1);
        if (which != Which.PROCESS && "".equals(beyond)) {
            SupervisorMethod tail = which == Which.STDOUT ? SupervisorMethod.TAIL_STDOUT : SupervisorMethod.TAIL_STDERR;
            try {
                CallResult result = supervisor
                        .steer(List.of(SupervisorCall.of(tail, process, 0, 0)))
                        .get(0);
                if (result.result() instanceof List<?> parts && parts.size() > 1 && parts.get(1) instanceof Long size) {
                    return size;
                }
            } catch (SupervisorException e) {
                throw LogTrouble.of(e);
            }
        }
        return new LogEnd(this).find();
    }

    /** Whether there is a byte at each of these offsets. */
    List<Boolean> present(List<Long> offsets) throws LogTrouble, InterruptedException {
        List<Range> ranges =
                offsets.stream().map(offset -> new Range(offset, offset + 1)).toList();
        List<Boolean> present = new ArrayList<>();
        for (@Nullable String text : read(ranges)) {
            present.add(text == null || !text.isEmpty());
        }
        return present;
    }

    private SupervisorCall call(Range range) {
        Long length = range.length();
        return switch (which) {
            case STDOUT -> SupervisorCall.of(SupervisorMethod.READ_STDOUT, process, range.from(), length);
            case STDERR -> SupervisorCall.of(SupervisorMethod.READ_STDERR, process, range.from(), length);
            case PROCESS -> SupervisorCall.of(SupervisorMethod.READ_LOG, range.from(), length);
        };
    }

    private List<CallResult> together(List<SupervisorCall> calls) throws LogTrouble, InterruptedException {
        try {
            return supervisor.steer(calls);
        } catch (SupervisorException e) {
            throw LogTrouble.of(e);
        }
    }

    private static @Nullable String text(CallResult result) throws LogTrouble {
        SupervisorFault fault = result.fault();
        if (fault != null && (fault.code() == FaultCode.NO_FILE || fault.code() == FaultCode.BAD_NAME)) {
            throw LogTrouble.of(fault);
        }
        return result.result() instanceof String text ? text : null;
    }
}
