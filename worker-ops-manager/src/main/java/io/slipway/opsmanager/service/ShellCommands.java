package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ssh.SshSession.Finished;
import java.util.List;

/** What is run on a host for a process, and what its answer means. */
interface ShellCommands {
    /** Exit codes of {@code timeout} where it ended a command. */
    List<Integer> TIMED_OUT = List.of(124, 137);

    int SHOWN = 300;

    /** The command for a start or stop. */
    List<String> words(String process, ServiceHost.Verb verb);

    /** The command that tells the state. */
    List<String> status(String process);

    /** What the answer of {@link #status} means. */
    ServiceReading reading(Finished status);

    /** What the end of a start or stop means: 0 is taken, a limit or signal leaves it in doubt, the rest is refused. */
    default SteerAnswer answer(Finished ended) {
        Integer exit = ended.exit();
        if (exit == null || TIMED_OUT.contains(exit)) {
            return SteerAnswer.inDoubt("命令超时或被中断: " + shown(ended));
        }
        return exit == 0
                ? SteerAnswer.TAKEN
                : SteerAnswer.refused(FailureCode.PROCESS_FAILED, "命令退出码 " + exit + ": " + shown(ended));
    }

    static String shown(Finished ended) {
        String text = ended.output().strip();
        return text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
    }
}
