package io.slipway.dispatcher.dashboard;

import io.slipway.contract.ServerResult;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.EndedAttempt;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.Failure;
import io.slipway.job.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a text in what one target printed and reported, line by line. Upper and lower case are the same to it, and no character
 * of the text means anything but itself.
 */
final class OutputSearch {
    private static final int MOST_LINES = 20;
    private static final int LINE = 300;
    private static final int BEFORE = 80;
    private static final Pattern NEW_LINE = Pattern.compile("\r\n|\r|\n");

    private final Pattern wanted;
    private final Target target;
    private final List<Hit> hits = new ArrayList<>();
    private int count;

    /**
     * A line that has the text.
     *
     * @param attempt of the target, from 1
     * @param server name of the game server whose result it is; null for what the host printed
     * @param source field of the target that it stands in
     * @param line number in that field, from 1
     * @param text the line, or 300 characters of it around the text
     */
    record Hit(int attempt, @Nullable String server, String source, int line, String text) {}

    /** @param hits the first of them @param count how many lines there are in all */
    record Found(List<Hit> hits, int count) {}

    private OutputSearch(Pattern wanted, Target target) {
        this.wanted = wanted;
        this.target = target;
    }

    static Pattern wanted(String text) {
        return Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The newest attempt first. */
    static Found in(Target target, Pattern wanted) {
        OutputSearch search = new OutputSearch(wanted, target);
        search.failure(target.attempt(), target.failure());
        target.results().forEach(search::result);
        for (int i = target.history().size() - 1; i >= 0; i--) {
            EndedAttempt ended = target.history().get(i);
            search.failure(ended.attempt(), ended.failure());
        }
        return new Found(search.hits, search.count);
    }

    private void failure(int attempt, @Nullable Failure failure) {
        if (failure != null) {
            search(attempt, null, "message", failure.message());
            search(attempt, null, "output", failure.output());
        }
    }

    /** Under the names that {@link TargetView} gives them. */
    private void result(ServerOutcome outcome) {
        boolean service = target.step() == StepKind.CONTROL;
        boolean release = target.step() == StepKind.RELEASE;
        ServerResult result = outcome.result();
        part(outcome.server(), service ? "service_data" : release ? "release_data" : "update_data", result.update());
        part(outcome.server(), service || release ? "health_data" : "erl_data", result.erl());
    }

    private void part(String server, String source, ServerResult.@Nullable Part part) {
        if (part != null) {
            search(target.attempt(), server, source, part.data());
        }
    }

    private void search(int attempt, @Nullable String server, String source, @Nullable String text) {
        if (text == null || !wanted.matcher(text).find()) {
            return;
        }
        String[] lines = NEW_LINE.split(text);
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = wanted.matcher(lines[i]);
            if (matcher.find()) {
                count++;
                if (hits.size() < MOST_LINES) {
                    hits.add(new Hit(attempt, server, source, i + 1, around(lines[i], matcher.start())));
                }
            }
        }
    }

    private static String around(String line, int at) {
        if (line.length() <= LINE) {
            return line;
        }
        int from = Math.max(0, Math.min(at - BEFORE, line.length() - LINE));
        int to = from + LINE;
        if (Character.isLowSurrogate(line.charAt(from))) {
            from++; // never cut a character in half
        }
        if (to < line.length() && Character.isLowSurrogate(line.charAt(to))) {
            to--;
        }
        return line.substring(from, to);
    }
}
