package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** The OpenID provider: where to send a browser, and who came back from there. */
final class OidcProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final String REGISTRATION = "oidc";

    private final String issuer;
    private final OidcProperties properties;
    private final @Nullable String secret;
    private final GroupGrants grants;
    private final OidcAuthorizationCodeAuthenticationProvider exchange = OidcExchange.provider();
    private volatile @Nullable ClientRegistration discovered;

    /** @throws IllegalStateException where the file of the secret cannot be used */
    OidcProvider(String issuer, OidcProperties properties) {
        this.issuer = issuer;
        this.properties = properties;
        this.secret = secret(properties.clientSecretFile());
        this.grants = new GroupGrants(properties.groups());
        if (issuer.startsWith("http://")) {
            LOG.warn("slipway.access.oidc.issuer: tokens come in clear, use https");
        }
    }

    /** @throws ProblemException {@code login_unavailable} where the provider cannot be asked */
    String address(OidcAttempt attempt) {
        return request(attempt, registration()).getAuthorizationRequestUri();
    }

    /**
     * Who the code stands for.
     *
     * @return empty where the provider, or a check of its token, says no
     * @throws ProblemException {@code login_unavailable} where the provider cannot be asked
     */
    Optional<Person> person(OidcAttempt attempt, String code) {
        ClientRegistration registration = registration();
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(attempt.redirectUri())
                .state(attempt.state())
                .build();
        try {
            Authentication known = exchange.authenticate(new OAuth2LoginAuthenticationToken(
                    registration, new OAuth2AuthorizationExchange(request(attempt, registration), response)));
            return known != null && known.getPrincipal() instanceof OidcUser user
                    ? Optional.of(person(user))
                    : Optional.empty();
        } catch (AuthenticationException e) {
            LOG.warn("a login at {} is refused: {}", issuer, e.getMessage());
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be asked: {}", issuer, e.toString());
            throw new ProblemException(ProblemCode.LOGIN_UNAVAILABLE);
        }
    }

    private Person person(OidcUser user) {
        Object groups = user.getClaims().get(properties.groupsClaim());
        List<String> named = groups instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        String preferred = user.getPreferredUsername();
        String name = preferred != null ? preferred : emailOrSubject(user);
        String shown = user.getFullName();
        return new Person(name, shown == null ? name : shown, CallerSource.OIDC, user.getSubject(), grants.of(named));
    }

    private static String emailOrSubject(OidcUser user) {
        String email = user.getEmail();
        return email != null && !Boolean.FALSE.equals(user.getEmailVerified())
                ? email
                : Objects.requireNonNull(user.getSubject());
    }

    /** At the first login and not at the start: a provider that is away must not keep a dispatcher from starting. */
    private ClientRegistration registration() {
        ClientRegistration known = discovered;
        if (known != null) {
            return known;
        }
        try {
            ClientRegistration.Builder found = ClientRegistrations.fromIssuerLocation(issuer)
                    .registrationId(REGISTRATION)
                    .clientId(properties.clientId())
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri("{baseUrl}/") // each request has its own
                    .scope(properties.scopes())
                    .userNameAttributeName("sub");
            ClientRegistration registration = (secret == null
                            ? found.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                            : found.clientSecret(secret))
                    .build();
            discovered = registration;
            return registration;
        } catch (RuntimeException e) { // unreachable, no such document, another issuer in it
            LOG.warn("slipway.access.oidc.issuer {} cannot be used: {}", issuer, e.toString());
            throw new ProblemException(ProblemCode.LOGIN_UNAVAILABLE);
        }
    }

    private static OAuth2AuthorizationRequest request(OidcAttempt attempt, ClientRegistration registration) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(attempt.redirectUri())
                .scopes(registration.getScopes())
                .state(attempt.state())
                .additionalParameters(Map.of(
                        OidcParameterNames.NONCE, digest(attempt.nonce()),
                        PkceParameterNames.CODE_CHALLENGE, digest(attempt.verifier()),
                        PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
                .attributes(attributes -> attributes.putAll(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, REGISTRATION,
                        OidcParameterNames.NONCE, attempt.nonce(),
                        PkceParameterNames.CODE_VERIFIER, attempt.verifier())))
                .build();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static @Nullable String secret(@Nullable Path file) {
        try {
            return file == null ? null : SecretFile.read(file).reveal();
        } catch (InsecureSecretException e) {
            throw new IllegalStateException("slipway.access.oidc.client-secret-file: " + e.getMessage(), e);
        }
    }
}
