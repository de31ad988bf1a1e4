package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.onboarding.ProjectBody.AreaBody;
import io.slipway.dispatcher.onboarding.ProjectBody.CallBody;
import io.slipway.dispatcher.onboarding.ProjectBody.CallbackBody;
import io.slipway.dispatcher.onboarding.ProjectBody.ManagerBody;
import io.slipway.dispatcher.onboarding.ProjectBody.QuotaBody;
import io.slipway.erlang.ErlangCallRule;
import io.slipway.name.AreaName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a project's document may say. */
final class ProjectChecks {
    private static final int MOST_OF_A_QUOTA = 100_000;
    private static final int MAX_AREAS = 50;
    private static final int MAX_CODES = 20;
    private static final int MAX_HOSTS = 5000;
    private static final int MAX_MANAGERS = 50;
    private static final int MAX_CALLS = 500;
    private static final int MAX_TEXT = 64;
    private static final int MAX_PATH = 255;
    private static final int MAX_LIMIT_SECONDS = 600;

    private final FieldProblems problems = new FieldProblems();
    /** Area names and codes share one space: both may stand in a URL. */
    private final Map<String, Integer> areaByWord = new HashMap<>();

    private ProjectChecks() {}

    /** @throws io.slipway.dispatcher.http.ProblemException with everything that is wrong */
    static void check(String code, ProjectBody body) {
        ProjectChecks checks = new ProjectChecks();
        checks.project(code, body);
        checks.problems.refuseIfAny();
    }

    private void project(String code, ProjectBody body) {
        problems.require(SafeName.allowed(code), ProblemCode.BAD_NAME, "/code");
        problems.require(body.code() == null || code.equals(body.code()), ProblemCode.BAD_VALUE, "/code");
        problems.require(plainText(body.name()), ProblemCode.BAD_NAME, "/name");
        int limit = body.limitSeconds();
        problems.require(limit >= 1 && limit <= MAX_LIMIT_SECONDS, ProblemCode.BAD_VALUE, "/command_limit_seconds");
        problems.require(!body.areas().isEmpty(), ProblemCode.TOO_FEW, "/areas");
        if (problems.atMost(MAX_AREAS, body.areas().size(), "/areas")) {
            for (int i = 0; i < body.areas().size(); i++) {
                area(i, body.areas().get(i), "/areas/" + i);
            }
        }
        calls(body.callList());
        QuotaBody quota = body.quota();
        if (quota != null) {
            problems.require(quantity(quota.requestsPerMinute()), ProblemCode.BAD_VALUE, "/quota/requests_per_minute");
            problems.require(quantity(quota.openJobs()), ProblemCode.BAD_VALUE, "/quota/open_jobs");
        }
        NoticeChecks.approval(body.approval() == null ? List.of() : body.approval(), problems);
        NoticeChecks.channels(body.notices() == null ? List.of() : body.notices(), problems);
        CallbackBody callback = body.callback();
        if (callback != null) {
            problems.require(HttpUrl.allowed(callback.url()), ProblemCode.BAD_CALLBACK_URL, "/callback/url");
            String secret = callback.secretFile();
            problems.require(secret == null || absolutePath(secret), ProblemCode.BAD_PATH, "/callback/secret_file");
        }
    }

    private void area(int index, AreaBody area, String pointer) {
        problems.require(AreaName.allowed(area.name()), ProblemCode.BAD_NAME, pointer + "/name");
        claim(area.name(), index, pointer + "/name");
        codes(area.codes(), index, pointer + "/codes");
        if (area.clientCodes() != null) {
            codes(area.clientCodes(), index, pointer + "/client_codes");
        }
        hosts(area.hostList(), pointer + "/hosts");
        if (problems.atMost(MAX_MANAGERS, area.managerList().size(), pointer + "/rsync_managers")) {
            for (int i = 0; i < area.managerList().size(); i++) {
                manager(area.managerList().get(i), pointer + "/rsync_managers/" + i);
            }
        }
        if (area.relay() != null) {
            manager(area.relay(), pointer + "/relay");
        }
        CdnRootChecks.check(area.cdnRootList(), pointer + "/cdn_roots", problems);
    }

    private void codes(List<String> codes, int area, String pointer) {
        problems.require(!codes.isEmpty(), ProblemCode.TOO_FEW, pointer);
        if (!problems.atMost(MAX_CODES, codes.size(), pointer)) {
            return;
        }
        for (int i = 0; i < codes.size(); i++) {
            String here = pointer + "/" + i;
            problems.require(SafeName.allowed(codes.get(i)), ProblemCode.BAD_NAME, here);
            problems.require(codes.indexOf(codes.get(i)) == i, ProblemCode.DUPLICATE, here);
            claim(codes.get(i), area, here);
        }
    }

    /** An area may have itself as its code, but no word means two areas. */
    private void claim(String word, int area, String pointer) {
        Integer owner = areaByWord.putIfAbsent(word, area);
        problems.require(owner == null || owner == area, ProblemCode.DUPLICATE, pointer);
    }

    private void hosts(List<String> hosts, String pointer) {
        if (!problems.atMost(MAX_HOSTS, hosts.size(), pointer)) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < hosts.size(); i++) {
            problems.require(IpLiteral.allowed(hosts.get(i)), ProblemCode.BAD_IP, pointer + "/" + i);
            problems.require(seen.add(hosts.get(i)), ProblemCode.DUPLICATE, pointer + "/" + i);
        }
    }

    private void manager(ManagerBody manager, String pointer) {
        problems.require(IpLiteral.allowed(manager.ip()), ProblemCode.BAD_IP, pointer + "/ip");
        problems.require(manager.port() >= 1 && manager.port() <= 65535, ProblemCode.BAD_PORT, pointer + "/port");
        problems.require(SafeName.allowed(manager.module()), ProblemCode.BAD_NAME, pointer + "/module");
        problems.require(SafeName.allowed(manager.user()), ProblemCode.BAD_NAME, pointer + "/user");
        problems.require(absolutePath(manager.passFile()), ProblemCode.BAD_PATH, pointer + "/pass_file");
        BandwidthChecks.check(manager, pointer, problems);
    }

    private void calls(List<CallBody> calls) {
        if (!problems.atMost(MAX_CALLS, calls.size(), "/erlang_commands")) {
            return;
        }
        for (int i = 0; i < calls.size(); i++) {
            problems.require(readable(calls.get(i)), ProblemCode.BAD_COMMAND, "/erlang_commands/" + i + "/call");
        }
    }

    private static boolean readable(CallBody call) {
        try {
            ErlangCallRule.parse(call.call(), call.idempotent());
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean plainText(String text) {
        return !text.isBlank()
                && text.length() <= MAX_TEXT
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    static boolean absolutePath(String text) {
        if (!text.startsWith("/") || text.length() > MAX_PATH || text.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        Path path = Path.of(text);
        return path.equals(path.normalize());
    }

    private static boolean quantity(@Nullable Integer value) {
        return value == null || (value >= 1 && value <= MOST_OF_A_QUOTA);
    }
}
