package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.access.FirstSecret;
import io.slipway.dispatcher.access.Grant;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.dispatcher.store.RoleGrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Lets the first person in: where there is no account at all, {@code admin} is made and its password written to a file of mode 600. */
@Component
class FirstAccount implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);
    private static final String NAME = "admin";

    private final SessionProperties properties;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Clock clock;

    FirstAccount(SessionProperties properties, AccountStore accounts, Passwords passwords, Clock clock) {
        this.properties = properties;
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Path file = properties.firstPasswordFile();
        if (file == null || !accounts.none()) {
            return;
        }
        String password =
                FirstSecret.in(file, "slipway.access.first-password-file", SessionId.random(), Passwords::allowed);
        boolean first = accounts.insert(new Account(
                NAME,
                NAME,
                CallerSource.LOCAL.wire(),
                passwords.encode(password),
                null,
                List.of(new RoleGrant(Grant.EVERY, List.of(AccessRole.ADMIN.wire()))),
                false,
                clock.instant(),
                null,
                0));
        if (first) {
            LOG.info("password of the account {} is in {}", NAME, file.toAbsolutePath());
        } else {
            LOG.warn("another dispatcher made the account {}; {} is of no use", NAME, file.toAbsolutePath());
        }
    }
}
