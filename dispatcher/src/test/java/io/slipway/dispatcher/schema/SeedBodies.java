package io.slipway.dispatcher.schema;

import tools.jackson.databind.JsonNode;

/**
 * The bodies of the CMDB's own documentation, letter for letter. They are Python literals, some with a comma too few or
 * digests without quotes.
 */
final class SeedBodies {
    static final String CLIENT_UPDATE = """
            {
                'ops_manager': 1,
                'update_type': 'hot_client',
                'client_type': 0 or 1,
                'data': [
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 't1'},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 'test_r1'},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 's1'},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 'r1'}
                ],
                'uuid': 'xxx', 'version': '003100000',
                'update_file_list': [
                    {'file_name': 'a.txt', 'file_md5': abe347d3fdff45f1078102c4637852a5},
                    {'file_name': 'b.txt', 'file_md5': 5724c05c650550ac8034129ad7a4d915}
                ]
            }""";
    static final String CLIENT_FINAL = """
            {
                'update_type': 'hot_client',
                'data': [
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 't1', 'status': True},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 'test_r1', 'status': True},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 's1', 'status': True},
                    {'cdn_root_url': 'res.ssss.chuangyunet.com', 'cdn_dir': 'r1', 'status': False}
                ],
                'uuid': 'xxx',
                'version': '003100000'
            }""";
    static final String SERVER_UPDATE = """
            {
                'update_type': 'hot_client',
                'update_server_list': {
                    "game": {
                        "10.1.1.1": ['qq_1', 'qq_2'],
                        "10.1.1.2": ['qq_3', 'qq_4'],
                    },
                    "cross": {
                        "192.168.1.1": ['cross_1', 'corss_2'],
                        "192.168.1.3": ['cross_3', 'corss_4'],
                    },
                    "cross_center": {
                        "172.17.26.12": ['center_1', 'center_2'],
                        "172.17.26.15": ['center_4', 'center_6'],
                    }
                },
                'uuid': 'xxx',
                'version': '003100000',
                'update_file_list': [
                    {'file_name': 'a.txt', 'file_md5': abe347d3fdff45f1078102c4637852a5},
                    {'file_name': 'b.txt', 'file_md5': 5724c05c650550ac8034129ad7a4d915}
                ]
                'erlang_cmd_list': ['erlang_cmd1', 'erlang_cmd2']
            }""";
    static final String IP_RESULT = """
            {
                "ip": {
                    "10.1.1.1": {
                        "update_data": {
                            "qq_1": {"data": "更新失败,不执行erl命令", "status": False},
                            "qq_2": {"data": "更新失败,不执行erl命令", "status": False},
                        },
                        "erl_data": {
                            "qq_1": {"data": "更新失败,不执行erl命令", "status": False},
                            "qq_2": {"data": "更新失败,不执行erl命令", "status": False},
                        }
                    }
                },
                "uuid": 'xxxx',
                "update_type": "hot_server",
                "version": 'xxxxx',
            }""";
    static final String FINAL = """
            {
                "final_result": True,
                "final_data": "全部完成",
                "uuid": 'xxxx',
                "update_type": "hot_server",
                "version": 'xxxxx',
            }""";

    private SeedBodies() {}

    /** The same as JSON, its slips mended. */
    static JsonNode json(String literal) {
        return ContractSchemas.JSON.readTree(literal.replace('\'', '"')
                .replace("True", "true")
                .replace("False", "false")
                .replace("0 or 1", "0")
                .replaceAll(": ([0-9a-f]{32})", ": \"$1\"")
                .replaceAll(",(\\s*[}\\]])", "$1")
                .replaceAll("\\](\\s*\")", "],$1"));
    }
}
