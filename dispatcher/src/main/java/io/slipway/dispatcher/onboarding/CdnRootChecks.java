package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.onboarding.ProjectBody.CdnRootBody;
import io.slipway.name.CdnName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an area may say of its CDN. */
final class CdnRootChecks {
    private static final int MAX_ROOTS = 50;
    private static final int MAX_DIRS = 10_000;

    private CdnRootChecks() {}

    static void check(List<CdnRootBody> roots, String pointer, FieldProblems problems) {
        if (!problems.atMost(MAX_ROOTS, roots.size(), pointer)) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < roots.size(); i++) {
            CdnRootBody root = roots.get(i);
            String here = pointer + "/" + i;
            if (CdnName.rootAllowed(root.cdnRootUrl())) {
                problems.require(
                        seen.add(CdnName.rootKey(root.cdnRootUrl())), ProblemCode.DUPLICATE, here + "/cdn_root_url");
            } else {
                problems.add(
                        FieldProblem.of(
                                ProblemCode.BAD_NAME,
                                here + "/cdn_root_url",
                                "需要域名,例如 res.example.com 或 res.example.com:8080,不含协议与路径",
                                "A DNS name is needed, such as res.example.com or res.example.com:8080, no scheme and no path"));
            }
            dirs(root.dirList(), here + "/dirs", problems);
        }
    }

    private static void dirs(List<String> dirs, String pointer, FieldProblems problems) {
        if (!problems.atMost(MAX_DIRS, dirs.size(), pointer)) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < dirs.size(); i++) {
            problems.require(CdnName.directoryAllowed(dirs.get(i)), ProblemCode.BAD_NAME, pointer + "/" + i);
            problems.require(seen.add(dirs.get(i)), ProblemCode.DUPLICATE, pointer + "/" + i);
        }
    }
}
