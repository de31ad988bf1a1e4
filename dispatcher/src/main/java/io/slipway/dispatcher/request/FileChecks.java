package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.HotUpdateBody.UpdateFile;
import io.slipway.dispatcher.store.JobInputs.ChosenFile;
import io.slipway.name.FileName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The chosen files of a hot update (reliability rules A1, A2, A9). */
final class FileChecks {
    static final int MAX_FILES = 2000;
    private static final String LIST = "/update_file_list";
    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

    /** What {@link FileName#problem} finds, in words. */
    private static final Map<String, String[]> WORDS = Map.ofEntries(
            Map.entry("empty", new String[] {"文件名为空", "The file name is empty"}),
            Map.entry("too_long", new String[] {"文件名过长", "The file name is too long"}),
            Map.entry("control_character", new String[] {"文件名含有不可见字符", "The file name has hidden characters"}),
            Map.entry("not_nfc", new String[] {"文件名不是 NFC 规范形式", "The file name is not in Unicode form NFC"}),
            Map.entry("bad_character", new String[] {"文件名不能含有 \\ : %", "A file name has no \\ : or %"}),
            Map.entry("absolute_path", new String[] {"需要相对路径", "A relative path is needed"}),
            Map.entry("empty_segment", new String[] {"路径中有空目录名", "The path has an empty directory name"}),
            Map.entry("path_traversal", new String[] {"文件名不能含有 . 或 .. 目录", "No . or .. in a file name"}),
            Map.entry("looks_like_option", new String[] {"名称不能以 - 或 ~ 开头", "No name begins with - or ~"}),
            Map.entry("reserved", new String[] {"名称为系统保留", "The name is reserved"}));

    private FileChecks() {}

    /** @return the files, meaningful only where no problem was added */
    static List<ChosenFile> check(List<UpdateFile> files, FieldProblems problems) {
        problems.require(!files.isEmpty(), ProblemCode.TOO_FEW, LIST);
        if (!problems.atMost(MAX_FILES, files.size(), LIST)) {
            return List.of();
        }
        List<ChosenFile> chosen = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            UpdateFile file = files.get(i);
            name(file.fileName(), LIST + "/" + i + "/file_name", seen, problems);
            problems.require(
                    MD5.matcher(file.fileMd5()).matches(), ProblemCode.BAD_DIGEST, LIST + "/" + i + "/file_md5");
            chosen.add(new ChosenFile(file.fileName(), file.fileMd5().toLowerCase(Locale.ROOT)));
        }
        return List.copyOf(chosen);
    }

    private static void name(String name, String pointer, Map<String, String> seen, FieldProblems problems) {
        String problem = FileName.problem(name);
        if (problem != null) {
            String[] words = WORDS.getOrDefault(problem, new String[] {
                ProblemCode.BAD_FILE_NAME.title(Language.ZH), ProblemCode.BAD_FILE_NAME.title(Language.EN)
            });
            problems.add(new FieldProblem(ProblemCode.BAD_FILE_NAME, pointer, problem, words[0], words[1]));
            return;
        }
        String other = seen.putIfAbsent(FileName.collisionKey(name), name);
        if (name.equals(other)) {
            problems.add(FieldProblem.of(ProblemCode.DUPLICATE_FILE, pointer));
        } else if (other != null) {
            problems.add(new FieldProblem(
                    ProblemCode.DUPLICATE_FILE,
                    pointer,
                    "name_collision",
                    "与另一个文件名仅大小写或写法不同",
                    "Differs from another file name only by case or by form"));
        }
    }
}
