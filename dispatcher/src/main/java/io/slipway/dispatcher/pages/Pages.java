package io.slipway.dispatcher.pages;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All files of the dashboard, read once: what is not among them cannot be asked for. */
final class Pages {
    private static final String INDEX = "index.html";

    private final Map<String, Page> byPath;

    private Pages(Map<String, Page> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /** None where there is no {@code index.html}. */
    static Pages at(String location) throws IOException {
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        Resource index = resolver.getResource(location + INDEX);
        Map<String, Page> found = new HashMap<>();
        if (index.exists()) {
            // From the very place of that one: other jars may have files at the same place of the class path.
            String address = index.getURL().toString();
            String root = address.substring(0, address.length() - INDEX.length());
            for (Resource file : resolver.getResources(root + "**")) {
                String url = file.getURL().toString();
                if (file.isReadable() && !url.endsWith("/")) {
                    String path = "/" + url.substring(root.length());
                    try (InputStream in = file.getInputStream()) {
                        found.put(path, Page.of(path, in.readAllBytes()));
                    }
                }
            }
        }
        return new Pages(found);
    }

    boolean none() {
        return byPath.isEmpty();
    }

    /** @param path of a request, as it was sent */
    Optional<Page> file(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Page index() {
        return file("/" + INDEX).orElseThrow();
    }
}
