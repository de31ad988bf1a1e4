package io.slipway.dispatcher.account;

import io.slipway.dispatcher.http.ProblemException;
import java.util.Optional;

/** Checks names and passwords that are kept elsewhere. */
interface PasswordDirectory {
    /** How the login names it. */
    String method();

    /**
     * Empty where name or password is wrong.
     *
     * @throws ProblemException {@code login_unavailable} where it cannot be asked
     */
    Optional<Person> check(String name, String password);
}
