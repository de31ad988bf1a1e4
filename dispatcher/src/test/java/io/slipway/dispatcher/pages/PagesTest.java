package io.slipway.dispatcher.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    @TempDir
    private Path directory;

    @Test
    void theFilesMayLieInAJar() throws IOException {
        Path jar = directory.resolve("dashboard.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            // as a build writes it, with entries for directories
            for (String name : List.of("", "index.html", "assets/", "assets/main.css", "favicon.ico")) {
                entries.putNextEntry(new JarEntry("META-INF/resources/" + name));
                if (!name.isEmpty() && !name.endsWith("/")) {
                    entries.write(name.getBytes(StandardCharsets.UTF_8));
                }
            }
            entries.putNextEntry(new JarEntry("META-INF/maven/pom.xml"));
        }

        Pages pages = Pages.at("jar:" + jar.toUri() + "!/META-INF/resources/");

        assertThat(pages.none()).isFalse();
        assertThat(pages.index().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("index.html");
        assertThat(pages.file("/assets/main.css").orElseThrow().type()).isEqualTo("text/css;charset=utf-8");
        assertThat(pages.file("/favicon.ico")).isPresent();
        for (String path : List.of("/assets/", "/assets", "/../maven/pom.xml", "/META-INF/maven/pom.xml", "")) {
            assertThat(pages.file(path)).as(path).isEmpty();
        }
    }

    @Test
    void withoutAnIndexThereAreNone() throws IOException {
        assertThat(Pages.at("classpath:/no/such/place/").none()).isTrue();
        assertThat(Pages.at(directory.toUri().toString()).none()).isTrue();
    }
}
