package io.slipway.dispatcher.http;

import java.util.Locale;

/**
 * Every way the API says no. The wire form ({@link #wire()}) is the {@code code} of the body and the last segment of its
 * {@code type}; it never changes and is never translated.
 */
public enum ProblemCode {
    BAD_JSON(400, "请求体不是合法的 JSON", "The body is not valid JSON"),
    BAD_YAML(400, "请求体不是可接受的 YAML", "The body is not YAML that is accepted"),
    BAD_PYTHON(400, "请求体不是可接受的 Python 字面量", "The body is not Python literals that are accepted"),
    TOO_DEEP(400, "嵌套过深", "Nested too deeply"),
    DUPLICATE_KEY(400, "有重复的键", "A key is there twice"),
    UNKNOWN_FIELD(400, "未知字段", "Unknown field"),
    WRONG_TYPE(400, "字段类型不正确", "A field has the wrong type"),
    MISSING_FIELD(400, "缺少必填字段", "A required field is missing"),
    MIXED_SHAPES(400, "前端与后端热更新的字段不能同时出现", "Fields of a client and of a server update are mixed"),
    BAD_PARAMETER(400, "查询参数不正确", "A query parameter is wrong"),
    BAD_REQUEST(400, "无法识别的请求", "The request cannot be read"),
    BAD_CSV(400, "请求体不是可接受的 CSV", "The body is not CSV that is accepted"),
    UNAUTHORIZED(401, "请先登录,或提供有效的访问令牌", "Log in, or give a valid access token"),
    BAD_CREDENTIALS(401, "账号或密码不正确", "Account or password is wrong"),
    FORBIDDEN(403, "没有权限", "Not allowed for this caller"),
    OWN_REQUEST(403, "不能审批自己的申请", "Nobody decides on their own request"),
    CSRF(403, "请求不是来自本系统的页面,请刷新后重试", "Not sent by a page of this system, reload it and try again"),
    NOT_FOUND(404, "没有这个地址", "No such address"),
    UNKNOWN_PROJECT(404, "没有这个项目", "No such project"),
    UNKNOWN_AREA(404, "项目没有这个地区", "The project has no such area"),
    UNKNOWN_JOB(404, "没有这个任务", "No such job"),
    NO_WAVES(404, "该任务不分批", "The job has no waves"),
    UNKNOWN_CALLBACK(404, "没有这个回调", "No such callback"),
    UNKNOWN_QUEUE(404, "没有这个队列映射", "No such queue mapping"),
    UNKNOWN_DEAD_LETTER(404, "没有这个死信", "No such dead letter"),
    UNKNOWN_SCHEDULE(404, "没有这个定时任务", "No such schedule"),
    UNKNOWN_APPROVAL(404, "没有这个审批", "No such approval"),
    UNKNOWN_NOTICE(404, "项目没有这个通知渠道", "The project has no such notice channel"),
    UNKNOWN_TOKEN(404, "没有这个令牌", "No such token"),
    UNKNOWN_ACCOUNT(404, "没有这个账号", "No such account"),
    UNKNOWN_PROCESS(404, "该主机没有这个进程或游戏服", "The host has no such process or game server"),
    NO_LOG(404, "没有这个日志文件", "There is no such log"),
    UNKNOWN_SOURCE(404, "没有这个版本来源", "No such version source"),
    UNKNOWN_VERSION(404, "没有这个版本", "No such version"),
    UNKNOWN_PLAN(404, "没有这个发布计划", "No such release plan"),
    UNKNOWN_GAME_SERVER(404, "没有这个游戏服", "No such game server"),
    NO_SERVER_SOURCE(404, "该项目没有配置游戏服来源", "The project has no source of game servers"),
    METHOD_NOT_ALLOWED(405, "不支持该方法", "Method not allowed here"),
    NOT_ACCEPTABLE(406, "无法提供所要求的格式", "The asked format is not offered"),
    SLOW_BODY(408, "请求体发送过慢", "The body came too slowly"),
    ALREADY_MAPPED(409, "项目已映射到另一个队列", "The project is mapped to another queue"),
    NAME_TAKEN(409, "名称已被占用", "The name is taken"),
    FROZEN(409, "项目处于封网期", "The project is frozen"),
    OUTSIDE_WINDOW(409, "不在维护窗口内", "Outside the maintenance windows"),
    APPROVAL_REQUIRED(409, "该项目的此类操作需要他人审批", "In this project somebody else has to approve this"),
    APPROVAL_VOID(409, "该申请已失效", "What was asked for cannot be done any more"),
    CHANGED_MEANWHILE(409, "已被他人修改,请重新读取", "Changed meanwhile, read it again"),
    NOT_ALLOWED_NOW(409, "当前状态不允许该操作", "Not allowed in the present state"),
    PASSWORD_ELSEWHERE(
            409, "该账号的密码不在本系统中,请在来源系统修改", "The password of this account is not kept here, change it where it is"),
    IN_USE(409, "有任务正在操作该游戏服", "A job that is not over touches this game server"),
    PACKAGE_EXISTS(409, "该版本已经就绪,不会再次解包", "This version is ready and is not unpacked again"),
    PLAN_EXPIRED(409, "发布计划已过期,请重新制定", "The plan has expired, make a new one"),
    PLAN_VOID(409, "发布计划已失效,请重新制定", "What the plan stands on has changed, make a new one"),
    PLAN_USED(409, "发布计划已被执行", "The plan has been run"),
    BODY_TOO_LARGE(413, "请求体过大", "The body is too large"),
    UNSUPPORTED_CONTENT_TYPE(415, "不接受该类型的请求体", "A body of this type is not accepted"),
    UNSUPPORTED_CONTENT_ENCODING(415, "不接受压缩的请求体", "An encoded body is not accepted"),
    INVALID_REQUEST(422, "请求有多处问题", "The request has several problems"),
    BAD_NAME(422, "名称不合法", "Name not allowed"),
    BAD_PASSWORD(
            422,
            "密码至少 10 个字符,UTF-8 编码不超过 72 字节",
            "A password has at least 10 characters and at most 72 bytes of UTF-8"),
    WRONG_PASSWORD(422, "原密码不正确", "The old password is wrong"),
    BAD_FILE_NAME(422, "文件名不合法", "File name not allowed"),
    BAD_DIGEST(422, "MD5 不合法", "MD5 not valid"),
    DUPLICATE_FILE(422, "文件重复", "A file is named twice"),
    UNKNOWN_HOST(422, "主机不在该地区的清单中", "The host is not in the area's inventory"),
    UNKNOWN_CDN_DIRECTORY(422, "CDN 目录不在该地区的清单中", "The CDN directory is not in the area's inventory"),
    DUPLICATE_SERVER(422, "游戏服重复", "A game server is named twice"),
    TOO_MANY(422, "数量超过上限", "Too many"),
    TOO_FEW(422, "至少需要一个", "At least one is needed"),
    NOT_FAILED(422, "该主机不在未成功的主机中", "The host is not among those that did not succeed"),
    NO_SUCH_FAILURE(422, "没有未成功的主机是这个错误", "No host that did not succeed failed this way"),
    BAD_COMMAND(422, "无法读取的 Erlang 命令", "An Erlang command cannot be read"),
    COMMAND_NOT_ALLOWED(422, "项目不允许该 Erlang 命令", "The project does not allow this Erlang command"),
    NO_QUEUE(422, "没有对应的任务队列", "No queue is mapped"),
    NO_RSYNC_MANAGER(422, "该地区没有配置 rsync 管理机", "The area has no rsync manager"),
    AMBIGUOUS_AREA(422, "地区有多个英文名,请用其中之一", "The area has several codes, name one of them"),
    UNSUPPORTED_UPDATE_TYPE(422, "不支持该更新类型", "This update type is not supported"),
    IDEMPOTENCY_MISMATCH(422, "同一 uuid 已用于另一个请求", "The uuid was used by a different request"),
    BAD_IP(422, "不是 IPv4 地址", "Not an IPv4 address"),
    BAD_PORT(422, "端口不合法", "Port not valid"),
    BAD_PATH(422, "需要绝对路径", "An absolute path is needed"),
    BAD_CALLBACK_URL(422, "需要完整的 http 或 https 地址", "An absolute http or https URL is needed"),
    BAD_VALUE(422, "值不合法", "Value not allowed"),
    DUPLICATE(422, "重复", "Named twice"),
    BAD_URL(422, "地址不合法", "URL not valid"),
    BAD_PATTERN(422, "目录模式不合法", "Pattern not valid"),
    PLACE_NOT_ALLOWED(422, "本系统不允许这个位置", "This installation does not allow this place"),
    NOT_FOR_THIS_KIND(422, "该类型没有这个字段", "This kind has no such field"),
    NOT_COMPARABLE(422, "这两个版本无法比较", "These two versions cannot be compared"),
    UNREGISTERED_SERVER(422, "该地区没有登记这个游戏服", "The area has no such game server"),
    BAD_SELECTION(422, "选择方式不正确", "The selection is not one that is accepted"),
    NOTHING_SELECTED(422, "没有选中任何游戏服", "No game server is selected"),
    UNKNOWN_PACKAGE(422, "没有这个可发布的版本", "There is no such version to release"),
    NOTHING_TO_RELEASE(422, "没有可发布的游戏服", "There is nothing to release"),
    NOTHING_CHANGED(422, "该任务没有改变任何游戏服", "That job changed no game server"),
    NO_DESIRED_VERSION(422, "该地区没有期望版本", "No version is desired there"),
    NOTHING_TO_CONVERGE(422, "所有游戏服都已在期望版本上,无需操作", "Every game server is on the desired version, nothing to do"),
    NOTHING_TO_COMPARE(422, "所选游戏服都没有可比对的版本", "No selected game server has a version to compare with"),
    NOTHING_TO_REAPPLY(422, "所选游戏服没有丢失的热更新,无需操作", "No selected game server lost a hot update, nothing to do"),
    NOT_IDEMPOTENT(422, "重放会再次执行不可重复的命令", "A command that must not run twice would run again"),
    TOO_MANY_REQUESTS(429, "该项目的请求过于频繁", "The project sends too many requests"),
    TOO_MANY_READERS(429, "正在读取的日志过多", "Too many logs are being read"),
    TOO_MANY_OPEN_JOBS(429, "该项目未结束的任务过多", "The project has too many jobs that are not over"),
    TOO_MANY_LOGINS(429, "登录失败次数过多,请稍后再试", "Too many logins failed, try again later"),
    INTERNAL_ERROR(500, "服务内部错误", "Internal error"),
    NOTICE_FAILED(502, "通知没有送达", "The notice was not delivered"),
    SOURCE_UNUSABLE(502, "游戏服来源无法使用", "The source of game servers cannot be used"),
    SETUP_BUSY(503, "另一项配置修改正在进行,请稍后重试", "Another change of the set-up is under way, try again soon"),
    STORE_UNAVAILABLE(503, "存储暂时不可用,请稍后重试", "The store is away, try again soon"),
    LOGIN_UNAVAILABLE(
            503, "目录服务暂时不可用,请稍后重试,或使用本地账号", "The directory of accounts is away, try again soon or use a local account"),
    NO_ANSWER(504, "没有得到主机的应答", "No answer from the host");

    private static final int AWAY_SECONDS = 5;

    private final int status;
    private final String zh;
    private final String en;

    ProblemCode(int status, String zh, String en) {
        this.status = status;
        this.zh = zh;
        this.en = en;
    }

    public int status() {
        return status;
    }

    /** Seconds after which the same request may succeed; 0 where that is not known. */
    int retryAfterSeconds() {
        return status == 503 ? AWAY_SECONDS : 0;
    }

    public String title(Language language) {
        return language.pick(zh, en);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
