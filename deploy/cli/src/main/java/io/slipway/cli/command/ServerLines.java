package io.slipway.cli.command;

import io.slipway.cli.remote.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of game servers as people paste it: an IP and names in each line, with colons, commas, semicolons or blanks between; or
 * IPs only, which means all game servers on them. Blank lines and those that begin with # are nothing.
 */
final class ServerLines {
    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?:[\\s:,;]+(\\S.*))?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern GAP = Pattern.compile("[\\s,;]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, List<String>> names = new LinkedHashMap<>();

    private ServerLines() {}

    static ServerLines ofFile(Session session, String file) {
        return of(session, file, new Input(session).text(file).lines().toList());
    }

    /** @param source what the lines are from, for who reads what is wrong with them */
    static ServerLines of(Session session, String source, List<String> lines) {
        ServerLines list = new ServerLines();
        boolean named = false;
        boolean bare = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            boolean isLine = matcher.matches();
            boolean hasNames = isLine && matcher.group(2) != null;
            named |= hasNames;
            bare |= !hasNames;
            if (!isLine || (named && bare)) {
                String key = isLine ? "select.line.mixed" : "select.line.form";
                throw new Input(session).usage(source + ":" + (i + 1) + ": " + session.text(key, line));
            }
            list.names
                    .computeIfAbsent(matcher.group(1), ip -> new ArrayList<>())
                    .addAll(hasNames ? List.of(GAP.split(matcher.group(2))) : List.of());
        }
        if (list.names.isEmpty()) {
            throw new Input(session).usage(session.text("select.line.none", source));
        }
        return list;
    }

    /** As the API's selection takes it. */
    ObjectNode json() {
        ObjectNode selection = Documents.object();
        if (names.values().stream().allMatch(List::isEmpty)) {
            names.keySet().forEach(selection.putArray("ips")::add);
        } else {
            ObjectNode hosts = selection.putObject("names");
            names.forEach((ip, list) -> list.forEach(hosts.withArray("/" + ip)::add));
        }
        return selection;
    }
}
