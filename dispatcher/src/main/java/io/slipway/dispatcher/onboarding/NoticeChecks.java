package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.NoticeEvent;
import io.slipway.name.SafeName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Who has to say yes to what, and where people are told. */
final class NoticeChecks {
    private static final Set<String> REQUESTS = Set.of("hot-updates", "services", "releases");
    private static final Set<String> TYPES = Set.of("dingtalk", "wecom", "feishu", "email", "webhook");
    private static final Set<String> SIGNED = Set.of("dingtalk", "feishu", "webhook");
    private static final Set<String> LANGUAGES = Set.of("zh", "en");
    private static final int MAX_CHANNELS = 20;
    private static final int MAX_RECEIVERS = 20;
    private static final int MAX_ADDRESS = 254;
    /** One plain address: what a mail server would read as more than one, or as a header, is none. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

    private NoticeChecks() {}

    static void approval(List<String> requests, FieldProblems problems) {
        for (int i = 0; i < requests.size(); i++) {
            String here = "/approval/" + i;
            problems.require(REQUESTS.contains(requests.get(i)), ProblemCode.BAD_VALUE, here);
            problems.require(requests.indexOf(requests.get(i)) == i, ProblemCode.DUPLICATE, here);
        }
    }

    static void channels(List<NoticeBody> channels, FieldProblems problems) {
        if (!problems.atMost(MAX_CHANNELS, channels.size(), "/notices")) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < channels.size(); i++) {
            NoticeBody channel = channels.get(i);
            String here = "/notices/" + i;
            problems.require(SafeName.allowed(channel.name()), ProblemCode.BAD_NAME, here + "/name");
            problems.require(names.add(channel.name()), ProblemCode.DUPLICATE, here + "/name");
            problems.require(TYPES.contains(channel.type()), ProblemCode.BAD_VALUE, here + "/type");
            problems.require(
                    channel.language() == null || LANGUAGES.contains(channel.language()),
                    ProblemCode.BAD_VALUE,
                    here + "/language");
            events(channel.events(), here + "/events", problems);
            if (channel.type().equals("email")) {
                receivers(channel, here, problems);
            } else {
                address(channel, here, problems);
            }
            secret(channel, here + "/secret_file", problems);
        }
    }

    private static void events(List<String> events, String pointer, FieldProblems problems) {
        problems.require(!events.isEmpty(), ProblemCode.TOO_FEW, pointer);
        for (int i = 0; i < events.size(); i++) {
            String here = pointer + "/" + i;
            problems.require(NoticeEvent.ofWire(events.get(i)).isPresent(), ProblemCode.BAD_VALUE, here);
            problems.require(events.indexOf(events.get(i)) == i, ProblemCode.DUPLICATE, here);
        }
    }

    private static void address(NoticeBody channel, String here, FieldProblems problems) {
        String url = channel.url();
        if (url == null) {
            problems.add(FieldProblem.of(ProblemCode.MISSING_FIELD, here + "/url"));
        } else if (!HttpUrl.allowed(url)) {
            problems.add(FieldProblem.of(ProblemCode.BAD_CALLBACK_URL, here + "/url"));
        }
        problems.require(channel.to() == null, ProblemCode.NOT_FOR_THIS_KIND, here + "/to");
    }

    private static void receivers(NoticeBody channel, String here, FieldProblems problems) {
        List<String> to = channel.to() == null ? List.of() : channel.to();
        problems.require(channel.url() == null, ProblemCode.NOT_FOR_THIS_KIND, here + "/url");
        problems.require(!to.isEmpty(), ProblemCode.TOO_FEW, here + "/to");
        problems.atMost(MAX_RECEIVERS, to.size(), here + "/to");
        for (int i = 0; i < to.size(); i++) {
            boolean plain = to.get(i).length() <= MAX_ADDRESS
                    && ADDRESS.matcher(to.get(i)).matches();
            problems.require(plain, ProblemCode.BAD_VALUE, here + "/to/" + i);
        }
    }

    private static void secret(NoticeBody channel, String pointer, FieldProblems problems) {
        String file = channel.secretFile();
        if (file != null) {
            problems.require(SIGNED.contains(channel.type()), ProblemCode.NOT_FOR_THIS_KIND, pointer);
            problems.require(ProjectChecks.absolutePath(file), ProblemCode.BAD_PATH, pointer);
        }
    }
}
