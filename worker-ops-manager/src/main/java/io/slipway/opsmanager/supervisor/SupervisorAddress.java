package io.slipway.opsmanager.supervisor;

import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Where one supervisord is and who asks.
 *
 * @param ip IPv4 literal
 * @param port of its {@code [inet_http_server]}
 * @param user Basic auth
 * @param passwordFile mode 600 or 400; read before each request, so that a new password needs no restart
 */
public record SupervisorAddress(String ip, int port, String user, Path passwordFile) {
    URI uri() {
        return URI.create("http://" + ip + ":" + port + "/RPC2");
    }

    /** Value of the Authorization header. @throws SupervisorException SECRET */
    String authorization() throws SupervisorException {
        try {
            byte[] login = (user + ":" + SecretFile.read(passwordFile).reveal()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(login);
        } catch (InsecureSecretException e) {
            throw new SupervisorException(SupervisorException.Kind.SECRET, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return ip + ":" + port;
    }
}
