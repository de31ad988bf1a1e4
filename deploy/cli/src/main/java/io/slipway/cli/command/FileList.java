package io.slipway.cli.command;

import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names of files and their MD5, as {@code update_file_list} has them; an MD5 that is not given is empty until it is looked up. */
final class FileList {
    private static final Pattern NAME_AND_MD5 = Pattern.compile("(.+):([0-9a-fA-F]{32})");
    /** As md5sum prints it. */
    private static final Pattern MD5_AND_NAME = Pattern.compile("([0-9a-fA-F]{32})[ ][ *](.+)");

    private final Map<String, String> files = new LinkedHashMap<>();

    /** @param text {@code name}, {@code name:md5} or a line of {@code md5sum} */
    void add(String text) {
        Matcher sum = MD5_AND_NAME.matcher(text);
        Matcher pair = NAME_AND_MD5.matcher(text);
        if (sum.matches()) {
            files.put(sum.group(2), sum.group(1));
        } else if (pair.matches()) {
            files.put(pair.group(1), pair.group(2));
        } else {
            files.put(text, "");
        }
    }

    /** @param given {@code [{file_name, file_md5}]}, or an object that has it as {@code update_file_list} */
    void add(JsonNode given) {
        JsonNode list = given.isObject() ? given.path("update_file_list") : given;
        list.values().forEach(file -> files.put(Fields.text(file, "file_name"), Fields.text(file, "file_md5")));
    }

    /** @param pulled the file list of a pull */
    void addAll(List<JsonNode> pulled) {
        pulled.forEach(file -> files.putIfAbsent(Fields.text(file, "name"), Fields.text(file, "md5")));
    }

    /** Names without an MD5. */
    List<String> incomplete() {
        return files.entrySet().stream()
                .filter(file -> file.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes the MD5s that are missing from the file list of a pull. @return names that are not in it */
    List<String> complete(List<JsonNode> pulled) {
        Map<String, String> known = new LinkedHashMap<>();
        pulled.forEach(file -> known.put(Fields.text(file, "name"), Fields.text(file, "md5")));
        files.replaceAll((name, md5) -> md5.isEmpty() ? known.getOrDefault(name, "") : md5);
        return incomplete();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    ArrayNode json() {
        ArrayNode list = Documents.object().putArray("list");
        files.forEach((name, md5) -> {
            ObjectNode file = list.addObject();
            file.put("file_name", name).put("file_md5", md5);
        });
        return list;
    }
}
