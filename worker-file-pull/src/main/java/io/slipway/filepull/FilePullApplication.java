package io.slipway.filepull;

import io.slipway.job.Role;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the worker of the role file-pull. */
@SpringBootApplication
public class FilePullApplication {
    /** What this worker can do. */
    public static final Role ROLE = Role.FILE_PULL;

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(FilePullApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }
}
