package io.slipway.dispatcher.request;

/** The bodies of the CMDB's own documentation (requirements S4-5 and S4-7), for the published API. */
final class RequestExamples {
    static final String FILE_PULL = """
            {"uuid": "350cf0ef-c12e-4bcc-d0df-369a09a4a357", "version": "004200000", "update_type": "hot_server"}""";

    static final String HOT_SERVER = """
            {
              "update_type": "hot_client",
              "update_server_list": {
                "game": {"10.1.1.1": ["qq_1", "qq_2"], "10.1.1.2": ["qq_3", "qq_4"]},
                "cross": {"192.168.1.1": ["cross_1", "corss_2"], "192.168.1.3": ["cross_3", "corss_4"]},
                "cross_center": {"172.17.26.12": ["center_1", "center_2"], "172.17.26.15": ["center_4", "center_6"]}
              },
              "uuid": "350cf0ef-c12e-4bcc-d0df-369a09a4a357",
              "version": "003100000",
              "update_file_list": [
                {"file_name": "a.txt", "file_md5": "abe347d3fdff45f1078102c4637852a5"},
                {"file_name": "b.txt", "file_md5": "5724c05c650550ac8034129ad7a4d915"}
              ],
              "erlang_cmd_list": ["code:load_file(player).", "code:load_file(shop)."]
            }""";

    static final String HOT_CLIENT = """
            {
              "ops_manager": 1,
              "update_type": "hot_client",
              "client_type": 0,
              "data": [
                {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "t1"},
                {"cdn_root_url": "res.ssss.chuangyunet.com", "cdn_dir": "test_r1"}
              ],
              "uuid": "350cf0ef-c12e-4bcc-d0df-369a09a4a357",
              "version": "003100000",
              "update_file_list": [
                {"file_name": "a.txt", "file_md5": "abe347d3fdff45f1078102c4637852a5"},
                {"file_name": "b.txt", "file_md5": "5724c05c650550ac8034129ad7a4d915"}
              ]
            }""";

    static final String SERVICE = """
            {"uuid": "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11", "action": "restart",
             "servers": {"labels": ["gray"], "roles": ["game"]}}""";

    static final String SERVICE_NAMES = """
            {"uuid": "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11", "action": "stop",
             "servers": {"names": {"10.1.1.1": ["qq_1", "qq_2"]}}, "silence": true}""";

    private RequestExamples() {}
}
