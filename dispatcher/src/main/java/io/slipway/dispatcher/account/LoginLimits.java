package io.slipway.dispatcher.account;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds guessing of passwords (reliability rule A19): five wrong tries in 15 minutes for an account from one address, a hundred
 * from one address for all accounts. A try counts as wrong from its begin until it was right, so many at once gain nothing. Each
 * dispatcher counts for itself.
 */
final class LoginLimits {
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_ACCOUNT = 5;
    private static final int PER_ADDRESS = 100;
    /** So many addresses and accounts at once are remembered; more are an attack that a process alone cannot count. */
    private static final int MOST = 100_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> wrong = new HashMap<>();

    LoginLimits(Clock clock) {
        this.clock = clock;
    }

    /**
     * A try begins.
     *
     * @throws ProblemException {@code too_many_logins}, saying after how many seconds one is taken
     */
    synchronized void begin(String account, String address) {
        Instant now = clock.instant();
        String one = key(account, address);
        long wait = Math.max(seconds(one, PER_ACCOUNT, now), seconds(address, PER_ADDRESS, now));
        if (wait > 0) {
            throw ProblemException.tooMany(
                    ProblemCode.TOO_MANY_LOGINS,
                    (int) wait,
                    new ProblemException.Hint(
                            "请在 " + wait + " 秒后再试;忘记密码请联系管理员重设",
                            "Try again in " + wait + " s; an administrator can set a new password"));
        }
        if (wrong.size() >= MOST) {
            wrong.values().removeIf(tries -> tries.getLast().plus(WINDOW).isBefore(now));
        }
        wrong.computeIfAbsent(one, key -> new ArrayDeque<>()).addLast(now);
        wrong.computeIfAbsent(address, key -> new ArrayDeque<>()).addLast(now);
    }

    /** The try was right: what was wrong before from here for this account is forgotten. */
    synchronized void right(String account, String address) {
        wrong.remove(key(account, address));
        takeBack(address);
    }

    /** The try was neither right nor wrong. */
    synchronized void undecided(String account, String address) {
        takeBack(key(account, address));
        takeBack(address);
    }

    private void takeBack(String key) {
        wrong.computeIfPresent(key, (same, tries) -> {
            tries.pollLast();
            return tries.isEmpty() ? null : tries;
        });
    }

    /** Until the next try is taken; 0 for now. */
    private long seconds(String key, int limit, Instant now) {
        Deque<Instant> tries = wrong.get(key);
        if (tries == null) {
            return 0;
        }
        while (!tries.isEmpty() && !tries.peekFirst().plus(WINDOW).isAfter(now)) {
            tries.pollFirst();
        }
        if (tries.isEmpty()) {
            wrong.remove(key);
            return 0;
        }
        return tries.size() < limit
                ? 0
                : Duration.between(now, tries.getFirst().plus(WINDOW)).toSeconds() + 1;
    }

    /** An address has no line end in it, so no two pairs have the same key. */
    private static String key(String account, String address) {
        return address + "\n" + account;
    }
}
