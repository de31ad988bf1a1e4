package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.VersionTrouble;
import java.util.Locale;

/** What can be wrong with a source or with one thing in it, and what to do about it. */
public enum TroubleCode {
    UNREACHABLE(
            "连接不上",
            "It cannot be reached",
            "检查地址、端口和网络, 并确认服务已启动; 恢复后会自动继续",
            "Check address, port and network, and that the server runs; it goes on by itself"),
    AUTH_REFUSED("拒绝了用户名或密码", "It refuses user or password", "检查 user 和 password_file", "Check user and password_file"),
    SECRET_UNUSABLE("密码文件不能用", "The password file cannot be used", "按提示修复密码文件", "Mend the password file as it says"),
    NOT_FOUND("地址里的路径不存在", "There is nothing at that path", "检查 url 或 path", "Check url or path"),
    MISCONFIGURED(
            "地址或服务端配置不对",
            "Address or server are not set up right",
            "检查 url 和服务端配置",
            "Check the url and the server's set-up"),
    WENT_BACK(
            "版本库的最新版本号变小了",
            "The repository's latest revision is lower than before",
            "若是从备份恢复的, 删除该来源后重新建立",
            "If it was restored from a backup, delete the source and make it again"),
    BAD_ANSWER(
            "返回的内容不完整或无法识别",
            "Its answer is incomplete or cannot be read",
            "用浏览器或 svn 命令查看同一地址的返回内容",
            "Look at the answer of the same address with a browser or svn"),
    TIMED_OUT(
            "在时限内没有读到任何新内容",
            "Nothing new was read within the time limit",
            "检查网络; 确实很慢时调大 slipway.versions.look-limit",
            "Check the network; raise slipway.versions.look-limit where it is really slow"),
    PROGRAM_MISSING(
            "调度器上没有 svn 命令",
            "The dispatcher has no svn command",
            "安装软件包 subversion, 或设置 slipway.versions.svn",
            "Install the package subversion, or set slipway.versions.svn"),
    NOT_ALLOWED(
            "本系统不允许读取这个位置",
            "This installation does not allow to read there",
            "请管理员设置 slipway.versions.roots、.schemes 或 .secrets",
            "Have slipway.versions.roots, .schemes or .secrets set"),
    UNREADABLE("目录或文件读不了", "A directory or file cannot be read", "检查挂载和权限", "Check mount and permissions"),
    INTERNAL("读取时出现内部错误", "Reading it failed inside Slipway", "查看调度器日志", "See the dispatcher's log"),

    BROKEN_ZIP(
            "不是完整的 zip, 没有入库",
            "Not a complete zip, not stored",
            "重新构建或重新拷贝; 文件变化后会自动再读",
            "Build or copy it again; it is read again once it has changed"),
    TOO_LARGE(
            "超过大小或数量上限, 没有入库",
            "Larger or more than the limit, not stored",
            "检查文件; 确实需要时调大 slipway.versions.largest-file、.largest-unpacked 或 .most-files",
            "Check the file; raise slipway.versions.largest-file, .largest-unpacked or .most-files where it is right"),
    CHANGED_WHILE_READ(
            "读取时文件发生了变化, 没有入库",
            "It changed while it was read, not stored",
            "无需处理, 不再变化后会自动入库",
            "Nothing to do: it is stored once it rests"),
    LINK_LEFT_OUT("是链接, 没有读取", "It is a link and was left out", "放入文件本身", "Put the file itself there"),
    CHECKSUM_WRONG(
            "内容与 .sha1 不符, 没有入库",
            "Its content is not that of its .sha1, not stored",
            "重新部署该构件",
            "Deploy the artifact again"),
    CHECKSUM_MISSING("没有 .sha1, 没有入库", "It has no .sha1, not stored", "重新部署该构件", "Deploy the artifact again"),
    ARTIFACT_MISSING(
            "元数据里有, 但仓库里没有",
            "The metadata names it and the repository does not have it",
            "重新部署该构件, 或检查扩展名和 classifier",
            "Deploy it again, or check extension and classifier");

    private static final int MAX_SUBJECT = 500;
    private static final int MAX_DETAIL = 300;

    private final String zh;
    private final String en;
    private final String adviceZh;
    private final String adviceEn;

    TroubleCode(String zh, String en, String adviceZh, String adviceEn) {
        this.zh = zh;
        this.en = en;
        this.adviceZh = adviceZh;
        this.adviceEn = adviceEn;
    }

    /** @param detail one line; may be empty */
    public VersionTrouble about(String subject, String detail) {
        return new VersionTrouble(wire(), cut(subject, MAX_SUBJECT), cut(detail, MAX_DETAIL));
    }

    public SourceFailedException failed(String subject, String detail) {
        return new SourceFailedException(about(subject, detail));
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String sentence(boolean chinese) {
        return chinese ? zh : en;
    }

    public String advice(boolean chinese) {
        return chinese ? adviceZh : adviceEn;
    }

    /** A code of a newer dispatcher counts as internal. */
    public static TroubleCode ofWire(String wire) {
        for (TroubleCode code : values()) {
            if (code.wire().equals(wire)) {
                return code;
            }
        }
        return INTERNAL;
    }

    private static String cut(String text, int most) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }
}
