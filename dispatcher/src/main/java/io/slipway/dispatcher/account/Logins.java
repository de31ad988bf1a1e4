package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.dispatcher.store.RoleGrant;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who logs in: local accounts by their password here, others by their directory. */
final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final int MAX_DISPLAY_NAME = 64;

    private final AccountStore accounts;
    private final Passwords passwords;
    private final List<PasswordDirectory> directories;
    private final LoginLimits limits;
    private final Clock clock;

    Logins(
            AccountStore accounts,
            Passwords passwords,
            List<PasswordDirectory> directories,
            LoginLimits limits,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.directories = List.copyOf(directories);
        this.limits = limits;
        this.clock = clock;
    }

    /** @param groupGrants of this login, beside those of the account */
    record Welcome(Account account, List<RoleGrant> groupGrants) {}

    /**
     * Whoever has that name and password.
     *
     * @throws ProblemException {@code bad_credentials} for every reason, {@code too_many_logins}, {@code login_unavailable}
     */
    Welcome byPassword(String typed, String password, String address) {
        String name = AccountName.canonical(typed);
        limits.begin(name, address);
        Optional<Welcome> welcome;
        try {
            welcome = check(name, password);
        } catch (RuntimeException e) { // nothing was found out about the password
            limits.undecided(name, address);
            throw e;
        }
        if (welcome.isEmpty()) {
            throw new ProblemException(ProblemCode.BAD_CREDENTIALS);
        }
        limits.right(name, address);
        return welcome.orElseThrow();
    }

    /**
     * Someone a directory vouches for; the first time makes the account.
     *
     * @return empty where the account is disabled, or the name belongs to someone else
     */
    Optional<Welcome> vouchedFor(Person person) {
        String name = AccountName.canonical(person.name());
        if (!AccountName.allowed(name)) {
            LOG.warn(
                    "nobody can log in from {} under a name that is not allowed here",
                    person.source().wire());
            return Optional.empty();
        }
        Account account = accounts.find(name).orElseGet(() -> firstTime(name, person));
        if (!account.source().equals(person.source().wire()) || !Objects.equals(account.subject(), person.subject())) {
            LOG.warn(
                    "{} of {} is not the account of that name",
                    name,
                    person.source().wire());
            return Optional.empty();
        }
        return account.disabled()
                ? Optional.empty()
                : Optional.of(loggedIn(account, shortened(person.displayName(), name), person.groupGrants()));
    }

    /** Checks the password of someone who is logged in, with the same limits. */
    boolean isPasswordOf(Account account, String password, String address) {
        limits.begin(account.name(), address);
        boolean right = passwords.matches(password, account.passwordHash());
        if (right) {
            limits.right(account.name(), address);
        }
        return right;
    }

    private Optional<Welcome> check(String name, String password) {
        Optional<Account> local = (AccountName.allowed(name) ? accounts.find(name) : Optional.<Account>empty())
                .filter(account -> account.source().equals(CallerSource.LOCAL.wire()));
        boolean right =
                passwords.matches(password, local.map(Account::passwordHash).orElse(null));
        return local.isPresent()
                ? local.filter(account -> right && !account.disabled())
                        .map(account -> loggedIn(account, account.displayName(), List.of()))
                : elsewhere(name, password);
    }

    private Optional<Welcome> elsewhere(String name, String password) {
        if (!AccountName.allowed(name) || password.isEmpty()) { // an empty one is a login as nobody in a directory
            return Optional.empty();
        }
        for (PasswordDirectory directory : directories) {
            Optional<Person> person = directory.check(name, password);
            if (person.isPresent()) {
                return vouchedFor(person.orElseThrow());
            }
        }
        return Optional.empty();
    }

    private Account firstTime(String name, Person person) {
        Account fresh = new Account(
                name,
                shortened(person.displayName(), name),
                person.source().wire(),
                null,
                person.subject(),
                List.of(),
                false,
                clock.instant(),
                null,
                0);
        return accounts.insert(fresh) ? fresh : accounts.find(name).orElse(fresh);
    }

    private Welcome loggedIn(Account account, String displayName, List<RoleGrant> groupGrants) {
        accounts.loggedIn(account.name(), displayName, clock.instant());
        return new Welcome(account, groupGrants);
    }

    private static String shortened(String displayName, String otherwise) {
        String printable = displayName.replaceAll("\\p{C}", "").strip();
        if (printable.isEmpty()) {
            return otherwise;
        }
        int count = Math.min(MAX_DISPLAY_NAME, printable.codePointCount(0, printable.length()));
        return printable.substring(0, printable.offsetByCodePoints(0, count));
    }
}
