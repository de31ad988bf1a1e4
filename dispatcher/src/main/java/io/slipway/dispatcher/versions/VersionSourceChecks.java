package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.SourceSettings.TypeRule;
import io.slipway.dispatcher.versions.VersionSourceBody.TypeBody;
import io.slipway.dispatcher.versions.builds.BuildPattern;
import io.slipway.dispatcher.versions.look.TypeRules;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.dispatcher.versions.maven.MavenCoordinate;
import io.slipway.dispatcher.versions.svn.SvnUrl;
import io.slipway.name.SafeName;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a version source may say. Where it may read is the installation's to say, not the caller's. */
final class VersionSourceChecks {
    private static final int LEAST_SECONDS = 5;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_NEWEST = 1_000;
    private static final int MOST_ARTIFACTS = 50;
    private static final int MOST_TYPES = 50;
    private static final int MOST_WORD = 64;
    private static final int MOST_RULE = 255;
    private static final int MOST_PATH = 255;
    /** No sign in front, which a program would take for an option, and no colon, which ends it in HTTP. */
    private static final Pattern USER = Pattern.compile("[^-:\\p{Cntrl}][^:\\p{Cntrl}]{0,63}");

    private final VersionsProperties properties;
    private final VersionSourceBody body;
    private final FieldProblems problems = new FieldProblems();

    private VersionSourceChecks(VersionsProperties properties, VersionSourceBody body) {
        this.properties = properties;
        this.body = body;
    }

    /** @throws io.slipway.dispatcher.http.ProblemException with everything that is wrong */
    static SourceSettings read(String name, VersionSourceBody body, VersionsProperties properties) {
        VersionSourceChecks checks = new VersionSourceChecks(properties, body);
        Kind kind = checks.check(name);
        checks.problems.refuseIfAny();
        return checks.settings(kind);
    }

    private Kind check(String name) {
        problems.require(SafeName.allowed(name), ProblemCode.BAD_NAME, "/name");
        int every = body.every();
        problems.require(every >= LEAST_SECONDS && every <= MOST_SECONDS, ProblemCode.BAD_VALUE, "/every_seconds");
        types(body.typeList());
        String user = body.user();
        problems.require(user == null || USER.matcher(user).matches(), ProblemCode.BAD_VALUE, "/user");
        passwordFile(body.passwordFile());
        switch (body.kind()) {
            case "svn" -> {
                svn(body.url());
                onlyOf(Kind.SVN);
                return Kind.SVN;
            }
            case "builds" -> {
                builds(body.path());
                onlyOf(Kind.BUILDS);
                return Kind.BUILDS;
            }
            case "maven" -> {
                maven(body.url());
                onlyOf(Kind.MAVEN);
                return Kind.MAVEN;
            }
            default -> {
                problems.require(false, ProblemCode.BAD_VALUE, "/kind");
                return Kind.SVN;
            }
        }
    }

    private void svn(@Nullable String url) {
        if (url == null) {
            problems.require(false, ProblemCode.MISSING_FIELD, "/url");
        } else if (!SvnUrl.wellFormed(url)) {
            problems.require(false, ProblemCode.BAD_URL, "/url");
        } else if (!SvnUrl.allowed(url, properties.schemes())) {
            notAllowed("/url", "slipway.versions.schemes", String.join(", ", properties.schemes()));
        }
    }

    private void maven(@Nullable String url) {
        if (url == null) {
            problems.require(false, ProblemCode.MISSING_FIELD, "/url");
        } else {
            problems.require(SvnUrl.allowed(url, Set.of("http", "https")), ProblemCode.BAD_URL, "/url");
        }
        int newest = body.newestOrDefault();
        problems.require(newest >= 1 && newest <= MOST_NEWEST, ProblemCode.BAD_VALUE, "/newest");
        List<String> artifacts = body.artifactList();
        problems.require(!artifacts.isEmpty(), ProblemCode.TOO_FEW, "/artifacts");
        if (!problems.atMost(MOST_ARTIFACTS, artifacts.size(), "/artifacts")) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < artifacts.size(); i++) {
            problems.require(coordinate(artifacts.get(i)), ProblemCode.BAD_VALUE, "/artifacts/" + i);
            problems.require(seen.add(artifacts.get(i)), ProblemCode.DUPLICATE, "/artifacts/" + i);
        }
    }

    private void builds(@Nullable String path) {
        if (path == null) {
            problems.require(false, ProblemCode.MISSING_FIELD, "/path");
        } else if (!absolute(path)) {
            problems.require(false, ProblemCode.BAD_PATH, "/path");
        } else if (!properties.insideRoots(Path.of(path))) {
            notAllowed("/path", "slipway.versions.roots", "");
        }
        try {
            BuildPattern.parse(body.patternOrSeed());
        } catch (IllegalArgumentException e) {
            problems.require(false, ProblemCode.BAD_PATTERN, "/pattern");
        }
    }

    private void passwordFile(@Nullable String file) {
        if (file == null) {
            return;
        }
        problems.require(body.user() != null, ProblemCode.MISSING_FIELD, "/user");
        if (!absolute(file)) {
            problems.require(false, ProblemCode.BAD_PATH, "/password_file");
        } else if (!properties.insideSecrets(Path.of(file))) {
            notAllowed("/password_file", "slipway.versions.secrets", "");
        }
    }

    /** The caller is told which setting would allow it, and nothing of its value but what the API documents. */
    private void notAllowed(String pointer, String setting, String now) {
        String end = now.isEmpty() ? "" : " (" + now + ")";
        problems.add(FieldProblem.of(
                ProblemCode.PLACE_NOT_ALLOWED,
                pointer,
                "本系统不允许这个位置, 请管理员在调度器上设置 " + setting + end,
                "This installation does not allow this place; have " + setting + " set on the dispatcher" + end));
    }

    private void types(List<TypeBody> types) {
        if (!problems.atMost(MOST_TYPES, types.size(), "/types")) {
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            TypeBody type = types.get(i);
            String here = "/types/" + i;
            boolean one = (type.glob() == null) != (type.contains() == null);
            problems.require(one, ProblemCode.BAD_VALUE, here);
            problems.require(
                    type.glob() == null || plain(type.glob(), MOST_RULE), ProblemCode.BAD_VALUE, here + "/glob");
            problems.require(
                    type.contains() == null || plain(type.contains(), MOST_RULE),
                    ProblemCode.BAD_VALUE,
                    here + "/contains");
            problems.require(plain(type.type(), MOST_WORD), ProblemCode.BAD_NAME, here + "/type");
        }
    }

    private void onlyOf(Kind kind) {
        notFor(kind != Kind.BUILDS ? body.path() : null, "/path");
        notFor(kind != Kind.BUILDS ? body.pattern() : null, "/pattern");
        notFor(kind != Kind.MAVEN ? body.artifacts() : null, "/artifacts");
        notFor(kind != Kind.MAVEN ? body.newest() : null, "/newest");
        notFor(kind == Kind.BUILDS ? body.url() : null, "/url");
        notFor(kind == Kind.BUILDS ? body.user() : null, "/user");
        notFor(kind == Kind.BUILDS ? body.passwordFile() : null, "/password_file");
    }

    private void notFor(@Nullable Object value, String pointer) {
        problems.require(value == null, ProblemCode.NOT_FOR_THIS_KIND, pointer);
    }

    private SourceSettings settings(Kind kind) {
        boolean builds = kind == Kind.BUILDS;
        List<TypeRule> types = body.types() == null
                ? TypeRules.SEED
                : body.typeList().stream()
                        .map(type -> new TypeRule(type.glob(), type.contains(), type.type()))
                        .toList();
        return new SourceSettings(
                kind,
                body.every(),
                body.url(),
                body.path(),
                builds ? body.patternOrSeed() : null,
                List.copyOf(body.artifactList()),
                body.newestOrDefault(),
                types,
                body.user(),
                body.passwordFile());
    }

    static String wire(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static boolean coordinate(String text) {
        try {
            MavenCoordinate.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean plain(String text, int most) {
        return !text.isBlank() && text.length() <= most && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean absolute(String text) {
        if (!text.startsWith("/") || text.length() > MOST_PATH || text.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        Path path = Path.of(text);
        return path.equals(path.normalize());
    }
}
