package io.slipway.standalone;

/**
 * User and password of the embedded broker.
 *
 * @param user letters, digits, {@code -} and {@code _}
 * @param password the same; generated ones have 256 random bits
 */
public record Credentials(String user, String password) {
    private static final String SAFE = "[A-Za-z0-9_-]+";

    public Credentials {
        // Both go into URIs and into the broker's JSON, where anything else would need two kinds of escaping.
        if (!user.matches(SAFE) || !password.matches(SAFE)) {
            throw new IllegalArgumentException("user and password may only have letters, digits, - and _");
        }
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}
