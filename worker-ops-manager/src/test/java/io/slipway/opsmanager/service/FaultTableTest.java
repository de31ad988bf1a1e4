package io.slipway.opsmanager.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.supervisor.FaultCode;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTableTest {
    @ParameterizedTest
    @CsvSource({
        "1, REFUSED, CONFIG",
        "2, REFUSED, CONFIG",
        "3, REFUSED, CONFIG",
        "4, REFUSED, CONFIG",
        "6, REFUSED, BUSY",
        "10, REFUSED, CONFIG",
        "11, REFUSED, CONFIG",
        "20, REFUSED, PROCESS_FAILED",
        "21, REFUSED, PROCESS_FAILED",
        "30, REFUSED, PROCESS_FAILED",
        "40, TAKEN, INTERNAL_ERROR",
        "50, TAKEN, INTERNAL_ERROR",
        "60, TAKEN, INTERNAL_ERROR",
        "70, TAKEN, INTERNAL_ERROR",
        "80, TAKEN, INTERNAL_ERROR",
        "90, TAKEN, INTERNAL_ERROR",
        "91, TAKEN, INTERNAL_ERROR",
        "92, REFUSED, CONFIG",
        "77, REFUSED, REFUSED_BY_HOST",
    })
    void everyFaultHasItsMeaning(int number, SteerAnswer.Kind kind, FailureCode code) {
        SteerAnswer answer = FaultTable.answer(new SupervisorFault(FaultCode.of(number), number, "said"));

        assertThat(answer.kind()).isEqualTo(kind);
        assertThat(answer.code()).isEqualTo(code);
        if (kind == SteerAnswer.Kind.REFUSED) {
            assertThat(answer.sentence()).contains(String.valueOf(number), "said");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, UNREACHABLE, false",
        "NO_ANSWER, UNREACHABLE, true",
        "CUT_OFF, UNREACHABLE, true",
        "AUTH, AUTH, false",
        "SECRET, INSECURE_SECRET, false",
        "TOO_OLD, CONFIG, false",
        "SERVER_ERROR, REFUSED_BY_HOST, true",
        "BAD_ANSWER, REFUSED_BY_HOST, true",
    })
    void everyWayNotToGetAnAnswerHasItsMeaning(SupervisorException.Kind kind, FailureCode code, boolean inDoubt) {
        HostTrouble trouble = FaultTable.trouble(new SupervisorException(kind, "said", null));

        assertThat(trouble.code()).isEqualTo(code);
        assertThat(trouble.inDoubt()).isEqualTo(inDoubt);
        assertThat(trouble.sentence()).contains("said");
    }

    @ParameterizedTest
    @EnumSource(SupervisorException.Kind.class)
    void noKindIsForgotten(SupervisorException.Kind kind) {
        assertThat(FaultTable.trouble(new SupervisorException(kind, "said", null))
                        .sentence())
                .isNotEmpty();
    }

    @Test
    void aSupervisordThatIsEndingIsBusy() {
        assertThat(FaultTable.trouble(new SupervisorFault(FaultCode.SHUTDOWN_STATE, 6, "SHUTDOWN_STATE"))
                        .code())
                .isEqualTo(FailureCode.BUSY);
    }
}
