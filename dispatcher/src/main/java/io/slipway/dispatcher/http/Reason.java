package io.slipway.dispatcher.http;

/** Why somebody does something out of the ordinary, in their words: 4 to 200 characters, none of them a control character. */
public final class Reason {
    private static final int LEAST = 4;
    private static final int MOST = 200;

    private Reason() {}

    public static boolean allowed(String reason) {
        int length = reason.strip().codePointCount(0, reason.strip().length());
        return length >= LEAST && length <= MOST && reason.chars().noneMatch(Character::isISOControl);
    }

    /** Adds what is wrong with it. */
    public static void check(String reason, String pointer, FieldProblems problems) {
        if (!allowed(reason)) {
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE,
                    pointer,
                    "bad_reason",
                    "请用 " + LEAST + " 到 " + MOST + " 个字符说明理由,不含控制字符",
                    "Give the reason in " + LEAST + " to " + MOST + " characters, no control characters"));
        }
    }
}
