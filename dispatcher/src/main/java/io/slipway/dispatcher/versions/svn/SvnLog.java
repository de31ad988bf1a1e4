package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.versions.look.BadXmlException;
import io.slipway.dispatcher.versions.look.SafeXml;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code svn log --xml -v} while svn prints it. Only an entry whose end was seen is handed out: the last one of an output that
 * was cut off is not believed.
 */
final class SvnLog {
    static final int MOST_PATHS = 2_000;
    static final int MOST_PATH_CHARACTERS = 200_000;
    static final int MOST_TEXT = 20_000;
    private static final int LONGEST_PATH = 2_000;
    private static final String ENTRY = "log/logentry";
    private static final String PATH = "log/logentry/paths/path";
    private static final Set<String> ACTIONS = Set.of("A", "M", "D", "R");

    private final Consumer<LogEntry> consumer;
    private final SafeXml xml;
    private List<ChangedPath> paths = new ArrayList<>();
    private long revision;
    private @Nullable String author;
    private @Nullable Instant date;
    private String message = "";
    private int pathCount;
    private int pathCharacters;
    private String action = "";
    private @Nullable String copiedFrom;

    private SvnLog(InputStream in, Consumer<LogEntry> consumer) throws BadXmlException {
        this.xml = new SafeXml(in, MOST_TEXT);
        this.consumer = consumer;
    }

    /** @throws BadXmlException after every complete entry was handed out */
    static void read(InputStream in, Consumer<LogEntry> consumer) throws BadXmlException {
        SvnLog log = new SvnLog(in, consumer);
        while (log.xml.next()) {
            if (log.xml.depth() == 1 && !log.xml.name().equals("log")) {
                throw new BadXmlException("not a log");
            }
            if (log.xml.closing()) {
                log.end();
            } else {
                log.begin();
            }
        }
    }

    static long revision(SafeXml xml) throws BadXmlException {
        String text = xml.attribute("revision");
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new BadXmlException("not a revision");
        }
    }

    private void begin() throws BadXmlException {
        if (xml.path().equals(ENTRY)) {
            revision = revision(xml);
            author = null;
            date = null;
            message = "";
            paths = new ArrayList<>();
            pathCount = 0;
            pathCharacters = 0;
        } else if (xml.path().equals(PATH)) {
            action = String.valueOf(xml.attribute("action"));
            String from = xml.attribute("copyfrom-path");
            copiedFrom = from == null ? null : cut(from) + "@" + xml.attribute("copyfrom-rev");
        }
    }

    private void end() throws BadXmlException {
        switch (xml.path()) {
            case "log/logentry/author" -> author = xml.text();
            case "log/logentry/date" -> date = date(xml.text());
            case "log/logentry/msg" -> message = xml.text();
            case PATH -> path(cut(xml.text()));
            case ENTRY -> consumer.accept(new LogEntry(revision, author, date, message, List.copyOf(paths), pathCount));
            default -> {
                // Properties and what later versions of svn add.
            }
        }
    }

    private void path(String path) {
        pathCount++;
        pathCharacters += path.length();
        if (paths.size() < MOST_PATHS && pathCharacters <= MOST_PATH_CHARACTERS) {
            paths.add(new ChangedPath(path, ACTIONS.contains(action) ? action : "M", copiedFrom));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH);
    }

    private static Instant date(String text) throws BadXmlException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadXmlException("not a date");
        }
    }
}
