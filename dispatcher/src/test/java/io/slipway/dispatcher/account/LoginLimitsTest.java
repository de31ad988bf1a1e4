package io.slipway.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Row A19: how often a password can be guessed. */
class LoginLimitsTest {
    private static final String HERE = "10.0.0.1";

    private final HandClock clock = new HandClock();
    private final LoginLimits limits = new LoginLimits(clock);

    @Test
    void theSixthWrongTryIsRefusedUntilTheFirstIsFifteenMinutesOld() {
        for (int i = 0; i < 5; i++) {
            limits.begin("li", HERE);
            clock.pass(Duration.ofMinutes(1));
        }
        ProblemException refused = refused("li", HERE);
        assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_LOGINS);
        assertThat(refused.retryAfterSeconds()).isEqualTo(601);

        clock.pass(Duration.ofSeconds(601));
        limits.begin("li", HERE);
        refused("li", HERE);
    }

    @Test
    void otherAccountsAndOtherAddressesAreNotHeldUp() {
        for (int i = 0; i < 5; i++) {
            limits.begin("li", HERE);
        }
        refused("li", HERE);

        assertThatCode(() -> limits.begin("wang", HERE)).doesNotThrowAnyException();
        assertThatCode(() -> limits.begin("li", "10.0.0.2")).doesNotThrowAnyException();
    }

    @Test
    void aHundredWrongTriesFromOneAddressAreTheLastForAllAccounts() {
        for (int i = 0; i < 100; i++) {
            limits.begin("account-" + i, HERE);
        }
        assertThat(refused("account-1000", HERE).retryAfterSeconds()).isPositive();
        assertThatCode(() -> limits.begin("account-1000", "10.0.0.2")).doesNotThrowAnyException();
    }

    @Test
    void theRightPasswordForgetsTheWrongOnes() {
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 4; i++) {
                limits.begin("typing-" + round, "10.1.0." + round);
            }
            limits.begin("typing-" + round, "10.1.0." + round);
            limits.right("typing-" + round, "10.1.0." + round);
            limits.begin("typing-" + round, "10.1.0." + round);
        }
    }

    @Test
    void triesThatAreUnderWayCountAsWrong() {
        for (int i = 0; i < 5; i++) {
            limits.begin("li", HERE);
        }
        refused("li", HERE);
        limits.undecided("li", HERE);
        assertThatCode(() -> limits.begin("li", HERE)).doesNotThrowAnyException();
    }

    private ProblemException refused(String account, String address) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> limits.begin(account, address));
        assertThat(refused).isNotNull();
        return refused;
    }
}
