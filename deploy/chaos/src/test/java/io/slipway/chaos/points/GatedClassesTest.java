package io.slipway.chaos.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatedClassesTest {
    @TempDir
    Path directory;

    @Test
    void classesOfAllPointsAndMutantsAreWrittenAndPassTheVerifier() throws Exception {
        Path jar = directory.resolve("gates.jar");
        GatedClasses.write(jar, true);

        List<String> names;
        try (JarFile file = new JarFile(jar.toFile())) {
            names = file.stream()
                    .map(entry -> entry.getName().replace(".class", "").replace('/', '.'))
                    .toList();
        }
        Set<String> wanted = Stream.concat(
                        Points.ALL.stream().map(Point::type),
                        Arrays.stream(Mutant.values())
                                .flatMap(mutant -> mutant.methods().stream())
                                .map(method -> method.substring(0, method.lastIndexOf('.'))))
                .collect(Collectors.toSet());
        assertThat(names).containsExactlyInAnyOrderElementsOf(wanted);
        try (URLClassLoader part = new URLClassLoader(classPath(jar), ClassLoader.getPlatformClassLoader())) {
            for (String name : names) {
                Class<?> type = Class.forName(name, false, part);
                assertThat(type.getDeclaredMethods()).as(name).isNotEmpty(); // links the class, which verifies it
                assertThat(type.getProtectionDomain().getCodeSource().getLocation())
                        .isEqualTo(jar.toUri().toURL());
            }
        }
    }

    private static URL[] classPath(Path first) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(first.toUri().toURL()));
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(each).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
