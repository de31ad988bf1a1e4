package io.slipway.dispatcher.account;

import io.slipway.dispatcher.account.SessionController.LoginView;
import io.slipway.dispatcher.account.SessionController.OidcWay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to log in that this installation has. */
final class LoginWays {
    private final List<String> methods = new ArrayList<>(List.of("local"));
    private final @Nullable OidcWay oidc;

    /** @param oidcName null where there is no OpenID provider */
    LoginWays(List<PasswordDirectory> directories, @Nullable String oidcName) {
        directories.forEach(directory -> methods.add(directory.method()));
        this.oidc = oidcName == null ? null : new OidcWay(oidcName, "/api/v1/session/oidc");
    }

    LoginView view() {
        return new LoginView(List.copyOf(methods), oidc);
    }
}
