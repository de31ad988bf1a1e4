package io.slipway.dispatcher.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Problem bodies for what the container refuses by itself, such as a broken request line; the default would be a page of HTML. */
public final class ContainerErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = ProblemAdvice.codeOf(status);
        String body = "{\"type\":\"/problems/" + code.wire() + "\",\"title\":\"" + code.title(Language.ZH)
                + "\",\"status\":" + status + ",\"code\":\"" + code.wire()
                + "\",\"errors\":[],\"request_id\":\"" + RequestMarks.requestId(request) + "\"}";
        AnswerHeaders.ALL.forEach(response::setHeader);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            getContainer().getLogger().debug("no one to answer", gone);
        }
    }
}
