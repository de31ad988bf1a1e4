package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The seed's project and requests. */
final class Fixtures {
    static final String HOT_UPDATES = "/api/v1/projects/ssss/areas/cn/hot-updates";
    static final String FILE_PULLS = "/api/v1/projects/ssss/areas/cn/file-pulls";

    private Fixtures() {}

    static void onboard(ApiTest api) {
        assertThat(api.put("/api/v1/projects/ssss", project("大陆", List.of("cn")))
                        .statusCode())
                .isEqualTo(200);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            String body = "{\"role\": \"" + role + "\", \"projects\": [\"ssss\"]}";
            assertThat(api.put("/api/v1/queue-mappings/" + role + "-8", body).statusCode())
                    .isEqualTo(200);
        }
    }

    /** A project whose files go over a receiver of the region. */
    static ObjectNode relayedProject() {
        ObjectNode project = (ObjectNode) ApiTest.JSON.readTree(project("大陆", List.of("cn")));
        ObjectNode area = (ObjectNode) project.get("areas").get(0);
        ObjectNode relay = ((ObjectNode) area.get("rsync_managers").get(0)).deepCopy();
        area.set("relay", relay.put("ip", "10.9.9.9").put("module", "hot_backup"));
        return project;
    }

    static String project(String area, List<String> codes) {
        ObjectNode project = (ObjectNode) ApiTest.JSON.readTree("""
                {"name": "三生三世",
                 "areas": [{
                   "name": "", "codes": [],
                   "hosts": ["10.1.1.1", "10.1.1.2", "192.168.1.1", "192.168.1.3", "172.17.26.12", "172.17.26.15"],
                   "rsync_managers": [{"ip": "123.207.124.150", "port": 10022, "module": "cmdb_hot_server",
                     "user": "cmdb_user", "pass_file": "/etc/ssss.password"}],
                   "cdn_roots": [{"cdn_root_url": "res.ssss.chuangyunet.com", "dirs": ["t1", "test_r1", "s1", "r1"]},
                                 {"cdn_root_url": "any.ssss.chuangyunet.com:8080", "dirs": []}]}],
                 "erlang_commands": [{"call": "code:load_file(atom)", "idempotent": true},
                                     {"call": "shop:reload(integer)", "idempotent": false}]}""");
        ObjectNode first = (ObjectNode) project.get("areas").get(0);
        first.put("name", area);
        ArrayNode list = first.putArray("codes");
        codes.forEach(list::add);
        return project.toString();
    }

    /** The seed's server update, as the CMDB sends it. */
    static ObjectNode hotUpdate() {
        ObjectNode body = (ObjectNode) ApiTest.JSON.readTree("""
                {"update_type": "hot_client",
                 "update_server_list": {
                   "game": {"10.1.1.1": ["qq_1", "qq_2"], "10.1.1.2": ["qq_3", "qq_4"]},
                   "cross": {"192.168.1.1": ["cross_1", "corss_2"], "192.168.1.3": ["cross_3", "corss_4"]},
                   "cross_center": {"172.17.26.12": ["center_1", "center_2"], "172.17.26.15": ["center_4", "center_6"]}},
                 "uuid": "", "version": "003100000",
                 "update_file_list": [
                   {"file_name": "a.txt", "file_md5": "abe347d3fdff45f1078102c4637852a5"},
                   {"file_name": "b.txt", "file_md5": "5724C05C650550AC8034129AD7A4D915"}],
                 "erlang_cmd_list": ["code:load_file(player).", "shop:reload(7)."]}""");
        return body.put("uuid", ApiTest.freshUuid());
    }

    /** The seed's client update, as the CMDB sends it. */
    static ObjectNode clientUpdate() {
        ObjectNode body = (ObjectNode) ApiTest.JSON.readTree("""
                {"ops_manager": 1, "update_type": "hot_client", "client_type": 0,
                 "data": [
                   {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "t1"},
                   {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "test_r1"},
                   {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "s1"},
                   {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "r1"}],
                 "uuid": "", "version": "003100000",
                 "update_file_list": [
                   {"file_name": "a.txt", "file_md5": "abe347d3fdff45f1078102c4637852a5"},
                   {"file_name": "b.txt", "file_md5": "5724c05c650550ac8034129ad7a4d915"}]}""");
        return body.put("uuid", ApiTest.freshUuid());
    }

    static ObjectNode filePull() {
        ObjectNode body = ApiTest.JSON.createObjectNode();
        return body.put("uuid", ApiTest.freshUuid()).put("version", "004200000");
    }
}
