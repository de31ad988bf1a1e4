package io.slipway.dispatcher.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed outside the controllers, for example a URL the firewall refused. */
@Controller
class FallbackErrorController implements ErrorController {
    private final Problems problems;

    FallbackErrorController(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Asked for by name there is no error to tell of.
        int code = status instanceof Integer value ? value : 404;
        problems.write(request, response, new ProblemException(ProblemAdvice.codeOf(code)));
    }
}
