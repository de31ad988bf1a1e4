package io.slipway.opsmanager;

import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import java.util.List;
import java.util.stream.Collectors;

/** What the CMDB's users read about one game server; bounded, since one report carries many of them. */
final class ServerText {
    private static final int MAX_CHARS = 300;
    private static final int SHORT_OUTPUT = 100;
    private static final int DIGEST_DIGITS = 8;

    private ServerText() {}

    /** Nobody knows whether the files were switched: told as unknown, never as a failure, and no command ran. */
    static ServerResult switchUnknown() {
        Part unknown = new Part("文件切换结果未知,不执行erl命令", false);
        return new ServerResult(unknown, unknown);
    }

    static Part updated(int files) {
        return new Part(files == 0 ? "没有文件" : "更新成功: " + files + " 个文件", true);
    }

    /** @param loaded {@code module (md5 ...)} of each module that was proven to run */
    static Part executed(List<String> outputs, List<String> loaded) {
        String text = outputs.isEmpty() ? "没有命令" : "执行成功: " + outputs.size() + " 条命令";
        if (!loaded.isEmpty()) {
            text += "; 已加载 " + String.join(", ", loaded);
        }
        String output = outputs.stream().filter(one -> !one.isBlank()).collect(Collectors.joining(", "));
        if (!output.isEmpty() && output.length() <= SHORT_OUTPUT) {
            text += "; 输出: " + output;
        }
        return new Part(cut(text), true);
    }

    static Part failed(CheckedManifest.Command command, String why) {
        return new Part(cut("执行失败: 第 " + (command.index() + 1) + " 条命令 " + shortly(command.text()) + " " + why), false);
    }

    static Part unknown(CheckedManifest.Command command) {
        return new Part(cut("结果未知,未再次执行: 第 " + (command.index() + 1) + " 条命令 " + shortly(command.text())), false);
    }

    static Part notProven(String why) {
        return new Part(cut("未能证实已加载新代码: " + why), false);
    }

    static Part stopped(int done, int commands, String why) {
        return new Part(cut("已中止: 执行了 " + done + "/" + commands + " 条命令; " + why), false);
    }

    /** {@code player (md5 0a1b2c3d)}. */
    static String loaded(String module, String md5) {
        return module + " (md5 " + md5.substring(0, DIGEST_DIGITS) + ")";
    }

    private static String shortly(String command) {
        return command.length() <= SHORT_OUTPUT ? command : command.substring(0, SHORT_OUTPUT) + "…";
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
    }
}
