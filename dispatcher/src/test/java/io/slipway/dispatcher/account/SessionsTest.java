package io.slipway.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.dispatcher.access.AccessProperties;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.dispatcher.store.RoleGrant;
import io.slipway.dispatcher.store.SessionStore;
import io.slipway.embedded.EmbeddedStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two dispatchers that know who is logged in. */
class SessionsTest {
    private static final Duration LOOK_UP = Duration.ofMillis(300);

    private final EmbeddedStore server = EmbeddedStore.inMemory(0);
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server.connectionString()))
            .build());
    private final MongoDatabase database = client.getDatabase("sessions-test");
    private final HandClock clock = new HandClock();
    private final AccountStore accounts = new AccountStore(database);
    private final Sessions here = dispatcher();
    private final Sessions there = dispatcher();
    private Account li = new Account(
            "li",
            "Li",
            "local",
            null,
            null,
            List.of(new RoleGrant("ssss", List.of("viewer"))),
            false,
            clock.instant(),
            null,
            0);

    @BeforeEach
    void store() {
        accounts.insert(li);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Sessions dispatcher() {
        SessionProperties.Lifetime lifetime = new SessionProperties.Lifetime(Duration.ofHours(8), Duration.ofHours(24));
        return new Sessions(
                new SessionStore(database),
                accounts,
                new SessionCookie("slipway", false),
                new SessionProperties(null, false, lifetime, 50),
                new AccessProperties(null, LOOK_UP),
                clock);
    }

    @Test
    void whoLogsInAtOneIsKnownAtTheOther() {
        String id = here.open(li, List.of(new RoleGrant("ssss", List.of("operator"))));

        assertThat(there.recognize(id).orElseThrow()).satisfies(caller -> {
            assertThat(caller.name()).isEqualTo("li");
            assertThat(Grants.shown(caller.grants()))
                    .containsExactly(new GrantBody("ssss", List.of("viewer", "operator")));
        });
    }

    @Test
    void anEndIsAtOnceHereAndSoonThere() {
        String id = here.open(li, List.of());
        assertThat(there.recognize(id)).isPresent();

        here.close(id);

        assertThat(here.recognize(id)).isEmpty();
        await().atMost(LOOK_UP.multipliedBy(10)).until(() -> there.recognize(id).isEmpty());
    }

    @Test
    void disablingIsNoticedAlsoWhereTheSessionStayed() {
        String id = here.open(li, List.of());
        assertThat(there.recognize(id)).isPresent();

        li = accounts.replace(li.with("Li", li.grants(), true)).orElseThrow();

        await().atMost(LOOK_UP.multipliedBy(10)).until(() -> there.recognize(id).isEmpty());
    }

    @Test
    void onesOtherSessionsEndAndThisOneStays() {
        String one = here.open(li, List.of());
        String other = here.open(li, List.of());

        here.closeAll("li", one);

        assertThat(here.recognize(one)).isPresent();
        assertThat(here.recognize(other)).isEmpty();
    }

    @Test
    void aSessionThatIsUsedLastsADayAndOneThatIsNotEightHours() {
        String used = here.open(li, List.of());
        String unused = here.open(li, List.of());
        for (int hours = 0; hours < 21; hours += 7) {
            clock.pass(Duration.ofHours(7));
            assertThat(here.recognize(used)).isPresent();
        }
        assertThat(here.recognize(unused)).isEmpty();
        assertThat(here.recognize(used).orElseThrow().expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofHours(3)));

        clock.pass(Duration.ofHours(3));

        assertThat(here.recognize(used)).isEmpty();
        assertThat(database.getCollection("sessions").countDocuments()).isZero();
    }
}
