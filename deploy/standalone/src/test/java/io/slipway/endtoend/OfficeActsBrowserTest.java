package io.slipway.endtoend;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the pages around the jobs are for, done by hand in a real browser. One system serves all of it. */
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficeActsBrowserTest implements ProjectActs, TroubleActs, PeopleActs {
    private OfficeSystem office;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PageActs.LIMIT);
        office = new OfficeSystem(directory);
    }

    @AfterAll
    void stop() {
        if (office != null) {
            office.close();
        }
    }

    @Override
    public OfficeSystem office() {
        return office;
    }
}
