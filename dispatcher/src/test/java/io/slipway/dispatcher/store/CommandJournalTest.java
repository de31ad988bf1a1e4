package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.CommandStart;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandJournalTest {
    private static PrivateStore store;
    private static CommandJournal journal;

    private final CommandKey command = new CommandKey("job:apply:" + UUID.randomUUID(), "qq_1", 0);

    @BeforeAll
    static void openStore() {
        store = new PrivateStore();
        journal = new CommandJournal(store.database());
    }

    @AfterAll
    static void closeStore() {
        store.close();
    }

    /** What is known of a command first granted in round 1, attempt 1, and the wish that comes then. */
    @ParameterizedTest
    @CsvSource({
        // ended, round, attempt, same grant, decision
        "no,     1, 1, yes, GRANTED",
        "no,     1, 1, no,  STARTED_BEFORE",
        "no,     1, 2, no,  STARTED_BEFORE",
        "no,     2, 3, no,  GRANTED",
        "ok,     1, 1, no,  ALREADY_DONE",
        "ok,     1, 2, no,  ALREADY_DONE",
        "ok,     2, 3, no,  ALREADY_DONE",
        "failed, 1, 2, no,  ALREADY_DONE",
        "failed, 2, 3, no,  GRANTED"
    })
    void aWishIsDecidedByWhatIsKnown(String ended, int round, int attempt, String sameGrant, Decision decision) {
        assertThat(wish(1, 1, "first").decision()).isEqualTo(Decision.GRANTED);
        CommandResult result = ended.equals("no") ? null : new CommandResult(ended.equals("ok"), ended);
        if (result != null) {
            journal.done(new CommandDone(command, 1, 1, result));
        }

        CommandDecision decided = wish(round, attempt, sameGrant.equals("yes") ? "first" : "second");

        assertThat(decided.decision()).isEqualTo(decision);
        assertThat(decided.result()).isEqualTo(decision == Decision.ALREADY_DONE ? result : null);
    }

    @Test
    void aRegrantForgetsTheResultOfTheRoundBefore() {
        wish(1, 1, "first");
        journal.done(new CommandDone(command, 1, 1, new CommandResult(false, "no")));
        assertThat(wish(2, 2, "second").decision()).isEqualTo(Decision.GRANTED);

        journal.done(new CommandDone(command, 1, 1, new CommandResult(true, "too late")));

        assertThat(wish(2, 3, "third").decision()).isEqualTo(Decision.STARTED_BEFORE);
    }

    @Test
    void theFirstWordAboutAnEndStays() {
        wish(1, 1, "first");
        journal.done(new CommandDone(command, 1, 1, new CommandResult(true, "first")));
        journal.done(new CommandDone(command, 1, 1, new CommandResult(false, "second")));

        assertThat(wish(1, 2, "later").result()).isEqualTo(new CommandResult(true, "first"));
    }

    @Test
    void anEndWithoutAStartIsNotNoted() {
        journal.done(new CommandDone(command, 1, 1, new CommandResult(true, "invented")));

        assertThat(wish(1, 1, "first").decision()).isEqualTo(Decision.GRANTED);
    }

    @Test
    void eachCommandAndEachGameServerHasItsOwnEntry() {
        wish(1, 1, "first");

        assertThat(journal.start(new CommandStart(new CommandKey(command.targetId(), "qq_2", 0), 1, 1, "a"))
                        .decision())
                .isEqualTo(Decision.GRANTED);
        assertThat(journal.start(new CommandStart(new CommandKey(command.targetId(), "qq_1", 1), 1, 1, "b"))
                        .decision())
                .isEqualTo(Decision.GRANTED);
    }

    @Test
    void ofManyWishesAtOnceOneIsGranted() {
        List<Decision> decisions = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> wish(1, i, "grant " + i).decision())
                .toList();

        assertThat(decisions).containsOnlyOnce(Decision.GRANTED);
        assertThat(decisions).containsOnly(Decision.GRANTED, Decision.STARTED_BEFORE);
    }

    private CommandDecision wish(int round, int attempt, String grant) {
        return journal.start(new CommandStart(command, attempt, round, grant));
    }
}
