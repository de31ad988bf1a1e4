package io.slipway.dispatcher.request;

import io.slipway.contract.CdnDirectory;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.HotUpdateBody.CdnDirectoryBody;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.CdnRoot;
import io.slipway.name.CdnName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The CDN directories of a client update: only those of the area's inventory, each once. */
final class DirectoryChecks {
    static final int MAX_DIRECTORIES = 10_000;
    private static final String LIST = "/data";

    private DirectoryChecks() {}

    /** @return the directories in order, meaningful only where no problem was added */
    static List<CdnDirectory> check(List<CdnDirectoryBody> data, Project.Area area, FieldProblems problems) {
        problems.require(!data.isEmpty(), ProblemCode.TOO_FEW, LIST);
        if (!problems.atMost(MAX_DIRECTORIES, data.size(), LIST)) {
            return List.of();
        }
        List<CdnDirectory> directories = new ArrayList<>();
        Set<CdnDirectory> seen = new HashSet<>();
        Map<String, Set<String>> inventory = area.cdnRoots().stream()
                .collect(Collectors.toMap(CdnRoot::cdnRootUrl, root -> Set.copyOf(root.dirs())));
        for (int i = 0; i < data.size(); i++) {
            CdnDirectory directory =
                    new CdnDirectory(data.get(i).cdnRootUrl(), data.get(i).cdnDir());
            String pointer = LIST + "/" + i;
            if (wellFormed(directory, pointer, problems)) {
                problems.require(seen.add(directory), ProblemCode.DUPLICATE, pointer);
                Set<String> dirs = inventory.get(directory.cdnRootUrl());
                if (dirs == null || !(dirs.isEmpty() || dirs.contains(directory.cdnDir()))) {
                    problems.add(unknown(directory, area, pointer));
                }
            }
            directories.add(directory);
        }
        return List.copyOf(directories);
    }

    private static boolean wellFormed(CdnDirectory directory, String pointer, FieldProblems problems) {
        boolean root = CdnName.rootAllowed(directory.cdnRootUrl());
        boolean dir = CdnName.directoryAllowed(directory.cdnDir());
        if (!root) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_NAME,
                    pointer + "/cdn_root_url",
                    "需要域名,例如 res.example.com,不含协议与路径",
                    "A DNS name is needed, such as res.example.com, no scheme and no path"));
        }
        if (!dir) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_NAME,
                    pointer + "/cdn_dir",
                    "需要目录名,例如 t1 或 s1/res,仅含字母、数字和 _ . -",
                    "A directory name is needed, such as t1 or s1/res, of letters, digits and _ . -"));
        }
        return root && dir;
    }

    /** Both names have passed their check, so they may stand in the answer. */
    private static FieldProblem unknown(CdnDirectory directory, Project.Area area, String pointer) {
        return FieldProblem.of(
                ProblemCode.UNKNOWN_CDN_DIRECTORY,
                pointer,
                directory.key() + " 不在地区 " + area.name() + " 的清单中,请在项目配置的 cdn_roots 中加入",
                directory.key() + " is not in the inventory of area " + area.name()
                        + "; add it to cdn_roots in the project's configuration");
    }
}
