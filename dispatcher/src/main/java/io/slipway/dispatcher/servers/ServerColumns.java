package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.tree.CsvColumn;
import io.slipway.dispatcher.tree.CsvColumn.Kind;
import java.util.List;

/** Columns of a table of game servers: those of the seed's page (requirement S2-7) in Chinese, and ours in English. */
final class ServerColumns {
    static final List<CsvColumn> ALL = List.of(
            new CsvColumn("area", Kind.TEXT, "area", "地区"),
            new CsvColumn("ip", Kind.TEXT, "ip", "服务器ip", "server_ip"),
            new CsvColumn("name", Kind.TEXT, "name", "区服", "游戏服"),
            new CsvColumn("title", Kind.TEXT, "title", "大区名称"),
            new CsvColumn("machine", Kind.TEXT, "machine", "机器名"),
            new CsvColumn("process", Kind.TEXT, "process", "进程名", "process_name"),
            new CsvColumn("path", Kind.TEXT, "path", "进程路径", "process_path"),
            new CsvColumn("app_type", Kind.TEXT, "app_type", "项目类型"),
            new CsvColumn("role", Kind.TEXT, "role", "角色"),
            new CsvColumn("labels", Kind.WORDS, "labels", "标签"),
            new CsvColumn("health/kind", Kind.TEXT, "health_kind", "健康检查"),
            new CsvColumn("health/port", Kind.NUMBER, "health_port", "健康检查端口"),
            new CsvColumn("health/path", Kind.TEXT, "health_path", "健康检查路径"),
            new CsvColumn("health/call", Kind.TEXT, "health_call", "健康检查调用"),
            new CsvColumn("health/within_seconds", Kind.NUMBER, "health_within_seconds", "健康检查时限"),
            // The id of the system before, and its buttons.
            new CsvColumn("id", Kind.IGNORED, "id"),
            new CsvColumn("", Kind.IGNORED, "项目管理", "操作"));

    private ServerColumns() {}
}
