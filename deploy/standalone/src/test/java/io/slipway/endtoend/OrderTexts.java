package io.slipway.endtoend;

import java.util.regex.Matcher;

/** Orders as JSON texts, good but for the part that is given; each call is another job. */
final class OrderTexts {
    private final String passFile;
    private final String manifest;
    private int count;

    OrderTexts(String passFile, String manifest) {
        this.passFile = passFile;
        this.manifest = manifest;
    }

    String header() {
        String id = "abuse-" + ++count;
        return "\"header\":{\"jobId\":\"" + id + "\",\"jobSeq\":1,\"round\":1,\"targetId\":\"" + id
                + ":x\",\"attempt\":1}";
    }

    /** The same order with one part of its header changed. */
    static String changed(String order, String part) {
        String key = part.substring(0, part.indexOf(':') + 1);
        return order.replaceFirst(key + "(\"[^\"]*\"|[0-9]+)", Matcher.quoteReplacement(part));
    }

    static String version(String part, String value) {
        String good =
                "{\"updateType\":\"hot_server\",\"project\":\"ssss\",\"areaCode\":\"cn\",\"uuid\":\"u-1\",\"version\":\"004200000\"}";
        return part.isEmpty() ? good : changed(good, "\"" + part + "\":\"" + value + "\"");
    }

    String manager(String part, String value) {
        String good =
                "{\"ip\":\"127.0.0.1\",\"port\":1,\"module\":\"m\",\"user\":\"u\",\"passFile\":\"" + passFile + "\"}";
        if (part.isEmpty()) {
            return good;
        }
        return changed(good, part.equals("port") ? "\"port\":" + value : "\"" + part + "\":\"" + value + "\"");
    }

    static String file(String name) {
        return "{\"name\":\"" + name + "\",\"size\":1,\"md5\":\"0cc175b9c0f1b6a831c399e269772661\",\"sha256\":\""
                + "0".repeat(64) + "\"}";
    }

    String pull(String version) {
        return "{\"kind\":\"pull_files\"," + header() + ",\"version\":" + version + "}";
    }

    String unpack(String appType) {
        return "{\"kind\":\"unpack_package\"," + header() + ",\"version\":" + version("updateType", "release")
                + ",\"appType\":\"" + appType + "\"}";
    }

    String push(String version, String manager) {
        return push(version, manager, "0".repeat(64), "");
    }

    String push(String version, String manager, String digest, String more) {
        return "{\"kind\":\"push_files\"," + header() + ",\"version\":" + version + ",\"manager\":" + manager
                + ",\"manifest\":\"" + digest + "\"" + more + "}";
    }

    String apply(String version, String ip, String server) {
        return apply(version, ip, server, manifest);
    }

    String apply(String version, String ip, String server, String manifest) {
        return "{\"kind\":\"apply_update\"," + header() + ",\"version\":" + version + ",\"area\":\"大陆\",\"ip\":\"" + ip
                + "\",\"servers\":[{\"role\":\"game\",\"name\":\"" + server + "\"}],\"manifest\":\"" + manifest + "\"}";
    }

    String control(String ip, String more) {
        return "{\"kind\":\"control_servers\"," + header() + ",\"version\":"
                + changed(version("updateType", "service"), "\"version\":\"restart\"") + ",\"area\":\"大陆\",\"ip\":\""
                + ip + "\",\"action\":\"RESTART\",\"servers\":[{\"role\":\"game\",\"name\":\"qq_1\"" + more + "}]}";
    }

    String release(String path, String server, String kept) {
        return "{\"kind\":\"release_servers\"," + header() + ",\"version\":" + version("updateType", "release")
                + ",\"area\":\"大陆\",\"ip\":\"127.0.0.1\",\"servers\":[{\"server\":{\"role\":\"game\",\"name\":\""
                + server
                + "\"},\"path\":\"" + path + "\"}],\"manifest\":\"" + manifest + "\",\"kept\":" + kept
                + ",\"keptFrom\":\"LIVE\",\"processes\":\"AS_BEFORE\",\"adopt\":false,\"atOnce\":1}";
    }
}
