package io.slipway.cli.command;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers about releases, as the dispatcher gives them. */
final class RecordedRelease {
    static final String PLAN_ID = "7f3c";
    static final String ACCEPTED =
            "{\"job_id\":\"rel-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{\"self\":\"/api/v1/jobs/rel-1\"}}";

    private RecordedRelease() {}

    /** Two game servers on each host, the first host being the canary. */
    static String plan(String state, int hosts) {
        return """
                {"id":"7f3c","purpose":"release","project":"ssss","area":"大陆","app_type":"GameServer","version":"1.0.4",
                 "tree":"1.0.4-0cc175b9c0f1","digest":"d1","rollback_of":null,"created_by":"admin",
                 "created_at":"2026-11-21T09:00:00Z","expires_at":"2026-11-21T09:30:00.123Z","state":"%s",
                 "void_because":%s,"job_id":null,"hosts":%d,"servers":%d,
                 "waves":[{"number":1,"name":"canary","hosts":["10.1.1.1"]},
                          {"number":2,"name":"wave 2","hosts":[%s]}],
                 "parallel":20,"between":"CONFIRM","pause_seconds":0,"max_failures":0,
                 "kept":["init.properties"],"processes":"as_before","adopt":false,"at_once":1,"silence":null,
                 "plan":[%s],
                 "differences":[{"from_version":"1.0.3","servers":%d,"new":3,"changed":12,"removed":1,"kept":1,"bytes":3565158}],
                 "bytes_to_send":42781900,"expected_seconds":200,"expected_from_runs":4,
                 "refused":[{"server":"10.1.1.9:qq_9","code":"no_path","text":"10.1.1.9:qq_9: No path is registered"}],
                 "warnings":[{"server":null,"code":"busy","text":"Jobs of the area that are not over: u-9"}]}""".formatted(
                state,
                state.equals("VOID")
                        ? "[{\"server\":null,\"code\":\"hosts\",\"text\":\"Hosts that left the area: 10.1.1.2\"}]"
                        : "[]",
                hosts,
                2 * hosts,
                IntStream.rangeClosed(2, hosts)
                        .mapToObj(i -> "\"10.1.1." + i + "\"")
                        .collect(Collectors.joining(",")),
                IntStream.rangeClosed(1, hosts).mapToObj(RecordedRelease::host).collect(Collectors.joining(",")),
                2 * hosts);
    }

    private static String host(int number) {
        return "{\"ip\":\"10.1.1." + number + "\",\"servers\":[" + server(number, 1) + "," + server(number, 2) + "]}";
    }

    private static String server(int host, int number) {
        return """
                {"id":"10.1.1.%1$d:qq_%2$d","name":"qq_%2$d","title":"服","role":"game","path":"/data/qq_%2$d",
                 "from_version":"1.0.3","from_tree":"1.0.3-aa","holds":false,"wants_running":null}""".formatted(host, number);
    }

    /** A release of three hosts of which the canary is over. @param pause JSON, or {@code null} */
    static String job(String state, String pause) {
        return """
                {"job_id":"rel-1","kind":"RELEASE","project":"ssss","area":"大陆","area_code":"cn","version":"1.0.4",\
                "state":"%s","round":1,"note":null,"pause":%s,"covers":null,"created_by":"admin",\
                "created_at":"2026-11-21T09:00:00Z","started_at":"2026-11-21T09:00:00Z","finished_at":null,\
                "steps":[{"kind":"PUSH","state":"SUCCEEDED","targets":1},\
                {"kind":"RELEASE","state":"RUNNING","targets":3,"counts":{"FAILED":1,"HELD":2}}],\
                "links":{"self":"/api/v1/jobs/rel-1","waves":"/api/v1/jobs/rel-1/waves"}}""".formatted(state, pause);
    }

    static String waves(String pause) {
        return """
                {"job_id":"rel-1","state":"PAUSED","current":2,"pause":%s,"parallel":20,"between":"confirm",
                 "pause_seconds":0,"max_failures":0,"failures":1,"waves":[
                 {"number":1,"name":"canary","hosts":1,"held":0,"running":0,"succeeded":0,"failed":1,"unknown":0,
                  "skipped":0,"cancelled":0,"ips":[{"ip":"10.1.1.1","state":"FAILED"}]},
                 {"number":2,"name":"wave 2","hosts":2,"held":2,"running":0,"succeeded":0,"failed":0,"unknown":0,
                  "skipped":0,"cancelled":0,"ips":[{"ip":"10.1.1.2","state":"HELD"},{"ip":"10.1.1.3","state":"HELD"}]}]}""".formatted(pause);
    }

    static String pause(String reason) {
        return "{\"reason\":\"" + reason
                + "\",\"wave\":1,\"since\":\"2026-11-21T09:01:00Z\",\"until\":null,\"by\":null}";
    }

    /** The answer to an act, or to what it would do. */
    static String covered(String state) {
        return job(state, "null")
                .replace(
                        "\"covers\":null",
                        "\"covers\":{\"hosts\":2,\"ips\":[\"10.1.1.2\",\"10.1.1.3\"],\"text\":\"2 targets may begin\"}");
    }
}
