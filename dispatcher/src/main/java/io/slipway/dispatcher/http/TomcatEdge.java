package io.slipway.dispatcher.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What only the container can do: drop the rest of a body, and answer what never becomes a servlet request. */
@Configuration
class TomcatEdge {
    private static final String DROP_REST = TomcatEdge.class.getName() + ".dropRest";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgeOfTomcat() {
        return factory -> {
            factory.addEngineValves(new DropRestValve());
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ContainerErrorValve.class.getName());
                }
            });
        };
    }

    /** The container reads a body to its end before it lets go of a connection; a slow sender would hold a thread for that. */
    static void dropRestOfBody(ServletRequest request) {
        if (request.getAttribute(DROP_REST) instanceof Runnable drop) {
            drop.run();
        }
    }

    private static final class DropRestValve extends ValveBase {
        private DropRestValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Runnable drop = () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            request.setAttribute(DROP_REST, drop);
            getNext().invoke(request, response);
        }
    }
}
