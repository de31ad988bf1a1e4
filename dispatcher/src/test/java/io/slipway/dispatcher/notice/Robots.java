package io.slipway.dispatcher.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chat robots of DingTalk, WeCom and Feishu, each as its documentation says: they check the form and the signature and answer 200
 * with an error in the body.
 */
public final class Robots implements AutoCloseable {
    public static final String SECRET = "SEC000test";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Said> said = new CopyOnWriteArrayList<>();

    /** @param path for example {@code /dingtalk} */
    public record Said(String path, String text, Map<String, List<String>> headers) {}

    public Robots() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "robots");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/dingtalk", exchange -> take(exchange, this::dingTalk));
        server.createContext("/wecom", exchange -> take(exchange, this::weCom));
        server.createContext("/feishu", exchange -> take(exchange, this::feishu));
        server.createContext("/hook", exchange -> take(exchange, (asked, body) -> "{}"));
        server.createContext("/full", exchange -> take(exchange, (asked, body) -> error(130101, "send too fast")));
        server.createContext("/page", exchange -> take(exchange, (asked, body) -> "<html>log in</html>"));
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/hook"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    private interface Robot {
        String answer(HttpExchange asked, JsonNode body) throws GeneralSecurityException;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Texts that were taken, in the order they came. */
    public List<Said> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange, Robot robot) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer;
        try {
            answer = robot.answer(exchange, JSON.readTree(text));
            if (exchange.getRequestURI().getPath().equals("/hook")) {
                said.add(new Said("/hook", text, Map.copyOf(exchange.getRequestHeaders())));
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            answer = error(1, e.toString());
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String dingTalk(HttpExchange asked, JsonNode body) throws GeneralSecurityException {
        Map<String, String> query = query(asked);
        String time = query.getOrDefault("timestamp", "");
        if (!"robot1".equals(query.get("access_token"))) {
            return error(300001, "token is not exist");
        }
        if (!hmac(SECRET, time + "\n" + SECRET).equals(query.get("sign"))) {
            return error(310000, "sign not match");
        }
        return text(asked, body);
    }

    private String weCom(HttpExchange asked, JsonNode body) {
        String content = body.path("text").path("content").asString("");
        return content.getBytes(StandardCharsets.UTF_8).length > 2048
                ? error(45002, "content size out of limit")
                : text(asked, body);
    }

    private String text(HttpExchange asked, JsonNode body) {
        if (!body.path("msgtype").asString("").equals("text")) {
            return error(40035, "invalid msgtype");
        }
        said.add(new Said(
                asked.getRequestURI().getPath(),
                body.path("text").path("content").asString(""),
                Map.copyOf(asked.getRequestHeaders())));
        return error(0, "ok");
    }

    private String feishu(HttpExchange asked, JsonNode body) throws GeneralSecurityException {
        String time = body.path("timestamp").asString("");
        if (!hmac(time + "\n" + SECRET, "").equals(body.path("sign").asString(""))) {
            return "{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour\"}";
        }
        said.add(new Said(
                asked.getRequestURI().getPath(),
                body.path("content").path("text").asString(""),
                Map.copyOf(asked.getRequestHeaders())));
        return "{\"StatusCode\":0,\"StatusMessage\":\"success\",\"code\":0,\"msg\":\"success\",\"data\":{}}";
    }

    private static Map<String, String> query(HttpExchange asked) {
        Map<String, String> query = new HashMap<>();
        String raw = asked.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            int end = part.indexOf('=');
            query.put(part.substring(0, end), URLDecoder.decode(part.substring(end + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static String hmac(String key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String error(int code, String words) {
        return JSON.writeValueAsString(Map.of("errcode", code, "errmsg", words));
    }
}
