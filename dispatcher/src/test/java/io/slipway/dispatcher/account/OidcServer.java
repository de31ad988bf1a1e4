package io.slipway.dispatcher.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An OpenID provider on the loopback: discovery, keys, and codes that it trades once, with PKCE, for signed tokens. */
final class OidcServer implements AutoCloseable {
    static final String CLIENT = "slipway-test";
    static final String SECRET = "secret of the client";

    private final HttpServer http;
    private final RSAKey key;
    private final RSAKey strangersKey;
    private final Map<String, Login> codes = new ConcurrentHashMap<>();

    /** How a token is signed. */
    enum Signing {
        OWN_KEY,
        STRANGERS_KEY,
        SHARED_SECRET,
        NONE
    }

    private record Login(
            Map<String, String> asked, UnaryOperator<JWTClaimsSet.Builder> claims, Signing signing, String subject) {}

    OidcServer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("own").generate();
        strangersKey = new RSAKeyGenerator(2048).keyID("own").generate();
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer())));
        http.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        http.createContext("/token", this::token);
        http.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /**
     * Someone logs in at the page a browser was sent to.
     *
     * @param claims changes what the token says
     * @return the query the browser is sent back with
     */
    String login(URI page, String subject, Signing signing, UnaryOperator<JWTClaimsSet.Builder> claims) {
        Map<String, String> asked = query(page.getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, new Login(asked, claims, signing, subject));
        return "?code=" + code + "&state=" + asked.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
        Login login = codes.remove(String.valueOf(form.get("code")));
        String basic = Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\": \"invalid_client\"}");
        } else if (login == null
                || !String.valueOf(form.get("redirect_uri"))
                        .equals(login.asked().get("redirect_uri"))
                || !digest(String.valueOf(form.get("code_verifier")))
                        .equals(login.asked().get("code_challenge"))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
                            + idToken(login) + "\"}");
        }
    }

    private String idToken(Login login) {
        Instant now = Instant.now();
        JWTClaimsSet claims = login.claims()
                .apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject(login.subject())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("nonce", login.asked().get("nonce")))
                .build();
        try {
            if (login.signing() == Signing.NONE) {
                return new PlainJWT(claims).serialize();
            }
            boolean shared = login.signing() == Signing.SHARED_SECRET;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(shared ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                            .keyID("own")
                            .build(),
                    claims);
            token.sign(
                    shared
                            ? new MACSigner(key.toRSAPublicKey().getEncoded()) // the public key as if it were a secret
                            : new RSASSASigner(login.signing() == Signing.OWN_KEY ? key : strangersKey));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> List.of(pair.split("=", 2)))
                .collect(Collectors.toMap(
                        pair -> pair.get(0), pair -> URLDecoder.decode(pair.get(1), StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
