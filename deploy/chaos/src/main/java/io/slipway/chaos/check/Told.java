package io.slipway.chaos.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Which callback a receipt is of.
 *
 * @param rank of its kind within a round
 * @param ip empty but for a callback of one host
 */
record Told(String id, String job, int round, int rank, String ip) {
    private static final List<String> ORDER = List.of("pushed", "started", "ip", "final");

    static Told of(JsonNode receipt) {
        String id = Run.text(receipt, "id");
        String job = Run.text(receipt, "job");
        String event = Run.text(receipt, "event");
        int round = receipt.path("round").asInt(1);
        String start = job + ":ip:";
        String ip = event.equals("ip") && id.startsWith(start) ? id.substring(start.length()) : "";
        return new Told(
                id, job, round, ORDER.indexOf(event), round == 1 ? ip : ip.replaceFirst(":r" + round + "$", ""));
    }

    /** An earlier round, or an earlier kind of the same one. */
    boolean comesBefore(Told other) {
        return round < other.round || round == other.round && rank < other.rank;
    }

    /** The same but for its round. */
    String subject() {
        return subject(job, rank < 0 ? "" : ORDER.get(rank), ip);
    }

    static String subject(String job, String event, String ip) {
        return job + " " + event + " " + ip;
    }

    /** Id of a callback about the whole job. */
    static String id(String job, String event, int round) {
        return job + ":" + event + (round == 1 ? "" : ":r" + round);
    }
}
