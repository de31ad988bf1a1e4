package io.slipway.opsmanager.supervisor;

import io.slipway.opsmanager.supervisor.SupervisorException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The value of an answer, read as what its method returns; another shape is BAD_ANSWER. */
final class Answer {
    private final SupervisorAddress address;
    private final Object value;

    Answer(SupervisorAddress address, Object value) {
        this.address = address;
        this.value = value;
    }

    String text() throws SupervisorException {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected("a text");
    }

    ProcessInfo process() throws SupervisorException {
        return new ProcessInfo(
                text("name"),
                text("group"),
                ProcessState.of(number("state")),
                number("pid"),
                number("start"),
                number("stop"),
                number("now"),
                (int) number("exitstatus"),
                text("spawnerr"),
                text("description"),
                text("stdout_logfile"),
                text("stderr_logfile"));
    }

    List<ProcessInfo> processes() throws SupervisorException {
        List<ProcessInfo> processes = new ArrayList<>();
        for (Object entry : list()) {
            processes.add(new Answer(address, entry).process());
        }
        return List.copyOf(processes);
    }

    List<ProcessConfig> configs() throws SupervisorException {
        List<ProcessConfig> configs = new ArrayList<>();
        for (Object entry : list()) {
            Answer config = new Answer(address, entry);
            configs.add(new ProcessConfig(
                    config.text("name"),
                    config.text("group"),
                    (int) config.number("startsecs"),
                    (int) config.number("startretries"),
                    (int) config.number("stopwaitsecs")));
        }
        return List.copyOf(configs);
    }

    LogTail tail() throws SupervisorException {
        List<?> parts = list();
        if (parts.size() == 3
                && parts.get(0) instanceof String text
                && parts.get(1) instanceof Long size
                && parts.get(2) instanceof Boolean overflow) {
            return new LogTail(text, size, overflow);
        }
        throw unexpected("[text, size, overflow]");
    }

    List<CallResult> results(int count) throws SupervisorException {
        List<?> entries = list();
        if (entries.size() != count) {
            throw unexpected(count + " results");
        }
        List<CallResult> results = new ArrayList<>();
        try {
            for (Object entry : entries) {
                results.add(CallResult.of(entry));
            }
        } catch (MalformedAnswerException e) {
            throw new SupervisorException(Kind.BAD_ANSWER, "supervisord " + address + ": " + e.getMessage(), e);
        }
        return results;
    }

    private List<?> list() throws SupervisorException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw unexpected("a list");
    }

    private String text(String member) throws SupervisorException {
        if (value instanceof Map<?, ?> struct && struct.get(member) instanceof String text) {
            return text;
        }
        throw unexpected("a struct with the text " + member);
    }

    private long number(String member) throws SupervisorException {
        if (value instanceof Map<?, ?> struct && struct.get(member) instanceof Long number) {
            return number;
        }
        throw unexpected("a struct with the number " + member);
    }

    private SupervisorException unexpected(String wanted) {
        return new SupervisorException(
                Kind.BAD_ANSWER, "supervisord " + address + " did not answer with " + wanted, null);
    }
}
