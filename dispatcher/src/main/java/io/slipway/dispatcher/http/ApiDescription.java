package io.slipway.dispatcher.http;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the published description of the API says beyond the routes themselves. */
@Configuration
class ApiDescription {
    private static final String TOKEN = "token";
    private static final String SESSION = "session";
    private static final String PROBLEM = "application/problem+json";

    @Bean
    OpenAPI slipwayApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Slipway")
                        .version("v1")
                        .license(new License().name("Apache-2.0"))
                        .description(
                                "Release system for fleets of game servers. Long work is accepted with 202 and followed as a"
                                        + " job. Every refusal is a problem (RFC 9457) with a stable `code`; texts are Chinese or English"
                                        + " by `Accept-Language`. Times are RFC 3339 in UTC."))
                .servers(List.of(new Server().url("/")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .addSecurityItem(new SecurityRequirement().addList(SESSION))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("`Authorization: Bearer slw_...`"))
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("__Host-slipway")
                                        .description("Of `POST /api/v1/session`; whatever is no GET needs"
                                                + " `X-CSRF-Token` with the `csrf` of that answer")));
    }

    /** The description is made by Jackson 2, which has to be told the rules of our JSON anew. */
    @Bean
    ModelResolver recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    OpenApiCustomizer problemAnswers() {
        return api -> {
            ResolvedSchema problem =
                    ModelConverters.getInstance(true).readAllAsResolvedSchema(new AnnotatedType(ProblemBody.class));
            api.getComponents().addSchemas("Problem", problem.schema);
            problem.referencedSchemas.forEach(api.getComponents()::addSchemas);
            api.getPaths().forEach((path, item) -> item.readOperationsMap()
                    .forEach((method, operation) -> addProblems(path, method.name(), operation)));
        };
    }

    private static void addProblems(String path, String method, Operation operation) {
        if (path.startsWith("/health")) {
            return;
        }
        add(operation, "401", "Nobody known; the same for every reason");
        add(operation, "403", "The role in this project does not allow it");
        add(operation, "503", "The store is away; `Retry-After` says when to try again");
        if (path.contains("{")) {
            add(operation, "404", "No such thing, or of a project the caller may not see");
        }
        if (operation.getRequestBody() != null) {
            add(
                    operation,
                    "400",
                    "Not JSON, or a field that is unknown, missing or of the wrong type; `errors` has the pointer");
            add(operation, "413", "The body has more than 2 MiB");
            add(operation, "415", "Not application/json, or compressed");
            add(operation, "422", "Understood and not possible; `errors` has all of it");
        } else if (operation.getParameters() != null) {
            add(operation, "400", "A query parameter is wrong");
        }
        if (!method.equals("GET")) {
            add(operation, "409", "Not in the present state");
        }
    }

    private static void add(Operation operation, String status, String description) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(description)
                                .content(new Content().addMediaType(PROBLEM, problem)));
    }
}
