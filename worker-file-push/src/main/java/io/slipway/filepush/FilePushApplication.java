package io.slipway.filepush;

import io.slipway.job.Role;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the worker of the role file-push. */
@SpringBootApplication
public class FilePushApplication {
    /** What this worker can do. */
    public static final Role ROLE = Role.FILE_PUSH;

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(FilePushApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }
}
