package io.slipway.dispatcher.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows the people who are logged in; a browser shows who it is with every request, also with those that another site makes. */
public interface LoggedIn {
    /** Empty for every reason. */
    Optional<Caller> recognize(HttpServletRequest request);

    /** Knows the same person anew, later; asking is no use of the session. */
    Supplier<Optional<Caller>> later(HttpServletRequest request);

    /** Whether the request also has what only a page of ours can know. */
    boolean comesFromOurPage(HttpServletRequest request);
}
