package io.slipway.check;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.nio.file.Path;

/** Whether a password, key or cookie lies in a file that only its owner can read (reliability rule A17). */
public final class SecretFileCheck {
    private final CheckName name;
    private final Path file;
    private final Site site;

    public SecretFileCheck(CheckName name, Path file, Site site) {
        this.name = name;
        this.file = file;
        this.site = site;
    }

    public ProbeCell look() {
        try {
            SecretFile.read(file);
            return ProbeCell.go(
                    name,
                    file.toString(),
                    new Words("权限与属主正确 (" + site.user() + ")", "Mode and owner are right (" + site.user() + ")"));
        } catch (InsecureSecretException e) {
            return ProbeCell.noGo(name, file.toString(), detail(e), fix(e.problem()));
        }
    }

    /** The English sentence is that of a failed job, so that both are found by the same words. */
    private static Words detail(InsecureSecretException e) {
        String message = String.valueOf(e.getMessage());
        return new Words(chinese(e), message.substring(0, message.indexOf("; mend it with")));
    }

    private static String chinese(InsecureSecretException e) {
        return switch (e.problem()) {
            case MISSING -> "文件不存在";
            case UNREADABLE -> "无法读取 (" + e.found() + ")";
            case NOT_A_FILE -> "不是普通文件,不允许使用软链接";
            case OWNER -> "属主是 " + e.found() + ",不是工作进程的用户";
            case MODE -> "权限是 " + e.found() + ",应为 600 或 400";
            case CHANGED -> "读取时文件被修改";
            case NOT_TEXT -> "内容不是 UTF-8 文本";
            case SIZE -> "大小是 " + e.found() + " 字节,应为 1 到 4096 字节";
        };
    }

    private Words fix(InsecureSecretException.Problem problem) {
        String own = "chmod 600 " + file + " && chown " + site.user() + " " + file;
        return switch (problem) {
            case OWNER, MODE, UNREADABLE, CHANGED -> site.run(own);
            case MISSING ->
                site.run("install -m 600 -o " + site.user() + " /dev/null " + file)
                        .then(new Words(" ,再把密码写成一行", " , then write the secret into it as one line"));
            case NOT_A_FILE ->
                site.run("rm " + file + " && install -m 600 -o " + site.user() + " /dev/null " + file)
                        .then(new Words(" ,再把密码写成一行", " , then write the secret into it as one line"));
            case NOT_TEXT, SIZE ->
                site.does(
                        "把 " + file + " 重新写成一行文本,再执行: " + own,
                        "write " + file + " again as one line of text, then run: " + own);
        };
    }
}
