package io.slipway.opsmanager.supervisor;

import io.slipway.opsmanager.supervisor.SupervisorException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * One supervisord. Reads that were cut off are asked once more; a start or stop is sent once. Every method throws
 * {@link SupervisorException} with what went wrong and {@link SupervisorFault} where supervisord refused.
 */
public final class Supervisor {
    private static final int TRIES = 2;
    /** A UTF-8 character has at most four bytes: one of four neighbouring offsets begins one. */
    private static final int OFFSETS = 4;

    private final SupervisorWeb web;
    private final SupervisorAddress address;

    public Supervisor(SupervisorWeb web, SupervisorAddress address) {
        this.web = web;
        this.address = address;
    }

    public SupervisorAddress address() {
        return address;
    }

    /** As text, for example {@code 4.2.5}. */
    public String version() throws SupervisorException, InterruptedException {
        return new Answer(address, ask(SupervisorCall.of(SupervisorMethod.VERSION))).text();
    }

    /**
     * @return the version
     * @throws SupervisorException TOO_OLD below 3.3.3, which lets everybody with access run any program (CVE-2017-11610)
     */
    public String requireSafeVersion() throws SupervisorException, InterruptedException {
        return SupervisorVersion.requireSafe(address, version());
    }

    /** All processes, in the order of supervisord. */
    public List<ProcessInfo> allProcesses() throws SupervisorException, InterruptedException {
        return new Answer(address, ask(SupervisorCall.of(SupervisorMethod.ALL_PROCESS_INFO))).processes();
    }

    /** @param process {@code group:name}, or the bare name of a program in no group */
    public ProcessInfo process(String process) throws SupervisorException, InterruptedException {
        return new Answer(address, ask(SupervisorCall.of(SupervisorMethod.PROCESS_INFO, process))).process();
    }

    /** Some processes in one request, in the order asked for; the ones supervisord does not have are left out. */
    public List<ProcessInfo> processes(List<String> processes) throws SupervisorException, InterruptedException {
        List<SupervisorCall> calls = processes.stream()
                .map(process -> SupervisorCall.of(SupervisorMethod.PROCESS_INFO, process))
                .toList();
        List<ProcessInfo> found = new ArrayList<>();
        for (CallResult result : new Answer(address, ask(SupervisorCall.together(calls))).results(calls.size())) {
            SupervisorFault fault = result.fault();
            if (fault == null) {
                found.add(new Answer(address, result.value()).process());
            } else if (fault.code() != FaultCode.BAD_NAME) {
                throw fault;
            }
        }
        return found;
    }

    /** What is configured for all processes; empty where supervisord is too old to tell (before 4.2). */
    public List<ProcessConfig> configs() throws SupervisorException, InterruptedException {
        try {
            return new Answer(address, ask(SupervisorCall.of(SupervisorMethod.ALL_CONFIG_INFO))).configs();
        } catch (SupervisorFault e) {
            if (e.code() == FaultCode.UNKNOWN_METHOD) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Version, configuration and states in one request.
     *
     * @throws SupervisorException TOO_OLD as {@link #requireSafeVersion()}
     */
    public SupervisorLook look() throws SupervisorException, InterruptedException {
        Object answer = ask(SupervisorCall.together(List.of(
                SupervisorCall.of(SupervisorMethod.VERSION),
                SupervisorCall.of(SupervisorMethod.ALL_CONFIG_INFO),
                SupervisorCall.of(SupervisorMethod.ALL_PROCESS_INFO))));
        List<CallResult> results = new Answer(address, answer).results(3);
        String version = SupervisorVersion.requireSafe(
                address, new Answer(address, results.get(0).value()).text());
        SupervisorFault noConfigs = results.get(1).fault();
        if (noConfigs != null && noConfigs.code() != FaultCode.UNKNOWN_METHOD) {
            throw noConfigs;
        }
        List<ProcessConfig> configs =
                noConfigs == null ? new Answer(address, results.get(1).value()).configs() : List.of();
        return new SupervisorLook(
                version, configs, new Answer(address, results.get(2).value()).processes());
    }

    /** Asks for the start of one process and does not wait for it; faults 20, 21, 40, 50, 60 as supervisord says. */
    public void start(String process) throws SupervisorException, InterruptedException {
        web.call(address, SupervisorCall.of(SupervisorMethod.START, process, false));
    }

    /** Asks for the stop of one process and does not wait for it; fault 70 where none runs. */
    public void stop(String process) throws SupervisorException, InterruptedException {
        web.call(address, SupervisorCall.of(SupervisorMethod.STOP, process, false));
    }

    /** Starts and stops in one request, which does not wait for any of them; results in the same order. */
    public List<CallResult> steer(List<SupervisorCall> calls) throws SupervisorException, InterruptedException {
        return new Answer(address, web.call(address, SupervisorCall.together(calls))).results(calls.size());
    }

    /** For {@link #steer}. */
    public static SupervisorCall startCall(String process) {
        return SupervisorCall.of(SupervisorMethod.START, process, false);
    }

    /** For {@link #steer}. */
    public static SupervisorCall stopCall(String process) {
        return SupervisorCall.of(SupervisorMethod.STOP, process, false);
    }

    /**
     * The last bytes of supervisord's own log.
     *
     * @throws SupervisorFault NO_FILE where it keeps none
     */
    public String readLog(int bytes) throws SupervisorException, InterruptedException {
        return last(bytes, wanted -> SupervisorCall.of(SupervisorMethod.READ_LOG, -wanted, 0));
    }

    /**
     * The last bytes of a log of a process, from the beginning of a character.
     *
     * @throws SupervisorFault NO_FILE where it has none yet
     * @throws SupervisorException SERVER_ERROR where the log is not UTF-8
     */
    public String readLast(LogKind kind, String process, int bytes) throws SupervisorException, InterruptedException {
        return last(bytes, wanted -> SupervisorCall.of(kind.read(), process, -wanted, 0));
    }

    /**
     * The bytes of a log from an offset, at most that many; fewer where they would end inside a character. The next
     * offset is this one and the UTF-8 length of the text.
     *
     * @param offset where a character begins
     * @throws SupervisorFault NO_FILE where there is no log yet
     * @throws SupervisorException SERVER_ERROR where the log is not UTF-8 there
     */
    public String readFrom(LogKind kind, String process, int offset, int bytes)
            throws SupervisorException, InterruptedException {
        return last(bytes, wanted -> SupervisorCall.of(kind.read(), process, offset, wanted));
    }

    /** As {@link #readFrom} for supervisord's own log. */
    public String readLogFrom(int offset, int bytes) throws SupervisorException, InterruptedException {
        return last(bytes, wanted -> SupervisorCall.of(SupervisorMethod.READ_LOG, offset, wanted));
    }

    /**
     * Size of a log and its end, at most that many bytes.
     *
     * @throws SupervisorException SERVER_ERROR where the log is not UTF-8
     */
    public LogTail tail(LogKind kind, String process, int bytes) throws SupervisorException, InterruptedException {
        for (int shorter = 0; ; shorter++) {
            try {
                SupervisorCall call = SupervisorCall.of(kind.tail(), process, 0, Math.max(0, bytes - shorter));
                return new Answer(address, ask(call)).tail();
            } catch (SupervisorException e) {
                if (e.kind() != Kind.SERVER_ERROR || shorter + 1 == OFFSETS) {
                    throw e;
                }
            }
        }
    }

    private interface Shortened {
        SupervisorCall of(int bytes);
    }

    /** supervisord answers 500 where a piece is cut inside a character: asks for up to three bytes less. */
    private String last(int bytes, Shortened call) throws SupervisorException, InterruptedException {
        for (int shorter = 0; ; shorter++) {
            try {
                return new Answer(address, ask(call.of(Math.max(1, bytes - shorter)))).text();
            } catch (SupervisorException e) {
                if (e.kind() != Kind.SERVER_ERROR || shorter + 1 == OFFSETS) {
                    throw e;
                }
            }
        }
    }

    private Object ask(SupervisorCall read) throws SupervisorException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                return web.call(address, read);
            } catch (SupervisorException e) {
                if (e.kind() != Kind.CUT_OFF || tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
