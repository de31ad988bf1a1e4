package io.slipway.dispatcher.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Lets the first administrator in: where the store has no token at all, one is made and written to a file of mode 600. */
@Component
class FirstToken implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);
    private static final String NAME = "first-admin";

    private final AccessProperties properties;
    private final TokenRegistry tokens;

    FirstToken(AccessProperties properties, TokenRegistry tokens) {
        this.properties = properties;
        this.tokens = tokens;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Path file = properties.firstTokenFile();
        if (file == null || !tokens.none()) {
            return;
        }
        String text =
                FirstSecret.in(file, "slipway.access.first-token-file", TokenText.random(), TokenText::wellFormed);
        tokens.register(text, NAME, List.of(Grant.EVERY), List.of(AccessRole.ADMIN), null);
        LOG.info("first admin token is in {}", file.toAbsolutePath());
    }
}
