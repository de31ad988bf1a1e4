package io.slipway.dispatcher.account;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dispatcher on plain http that asks a directory and an OpenID provider. */
final class DirectorySystem implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EmbeddedStore store = EmbeddedStore.inMemory(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;
    private final String token;

    DirectorySystem(Path directory, LdapServer ldap, OidcServer oidc) throws IOException {
        Path tokenFile = directory.resolve("token");
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--slipway.mongo.uri=" + store.connectionString(),
                "--slipway.report.listen=false",
                "--spring.rabbitmq.port=1",
                "--slipway.access.cookie-secure=false",
                "--slipway.access.first-token-file=" + tokenFile,
                "--slipway.access.first-password-file=" + directory.resolve("password"),
                "--slipway.access.ldap.url=" + ldap.url(),
                "--slipway.access.ldap.base=" + LdapServer.BASE,
                "--slipway.access.ldap.bind-dn=" + LdapServer.READER,
                "--slipway.access.ldap.bind-password-file=" + secret(directory, "ldap", LdapServer.READER_PASSWORD),
                "--slipway.access.ldap.groups.ops[0].project=*",
                "--slipway.access.ldap.groups.ops[0].roles=operator",
                "--slipway.access.ldap.groups.leads[0].project=ssss",
                "--slipway.access.ldap.groups.leads[0].roles=releaser,approver",
                "--slipway.access.oidc.name=公司账号",
                "--slipway.access.oidc.issuer=" + oidc.issuer(),
                "--slipway.access.oidc.client-id=" + OidcServer.CLIENT,
                "--slipway.access.oidc.client-secret-file=" + secret(directory, "oidc", OidcServer.SECRET),
                "--slipway.access.oidc.groups.ops[0].project=*",
                "--slipway.access.oidc.groups.ops[0].roles=operator"));
        application = DispatcherApplication.application().run(settings.toArray(String[]::new));
        token = Files.readString(tokenFile).strip();
    }

    private static Path secret(Path directory, String name, String text) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }

    HttpResponse<String> login(String account, String password) {
        return send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"account\": \"" + account + "\", \"password\": \"" + password + "\"}")));
    }

    JsonNode me(String cookie) {
        return JSON.readTree(
                send(request("/api/v1/session").header("Cookie", cookie)).body());
    }

    JsonNode account(String name) {
        HttpRequest.Builder asked = request("/api/v1/accounts").header("Authorization", "Bearer " + token);
        return JSON.readTree(send(asked).body())
                .get("accounts")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findFirst()
                .orElseGet(JSON::nullNode);
    }

    HttpResponse<String> change(String name, String grants, boolean disabled) {
        String body = "{\"display_name\": \"x\", \"grants\": %s, \"disabled\": %s, \"revision\": %d}"
                .formatted(grants, disabled, account(name).get("revision").asLong());
        return send(request("/api/v1/accounts/" + name)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    String address() {
        return "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code name=value} of the cookie that an answer sets; empty where it sets none. */
    static String cookie(HttpResponse<?> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.replaceAll(";.*", ""))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        application.close();
        store.close();
    }
}
