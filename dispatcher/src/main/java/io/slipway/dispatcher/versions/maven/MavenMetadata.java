package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.versions.look.BadXmlException;
import io.slipway.dispatcher.versions.look.SafeXml;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code maven-metadata.xml}, that of an artifact or that of a snapshot.
 *
 * @param versions of an artifact, in the order of the file
 * @param snapshots of a snapshot, its files
 * @param timestamp of a snapshot that names no files: {@code 20131224.093012-4}
 */
record MavenMetadata(
        List<String> versions,
        List<SnapshotFile> snapshots,
        @Nullable String timestamp) {
    private static final int MOST = 20_000;
    private static final int MOST_TEXT = 300;
    private static final DateTimeFormatter UPDATED = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    /**
     * @param value version in the file's name
     * @param updated null where it is not said or not readable
     */
    record SnapshotFile(
            String classifier,
            String extension,
            String value,
            @Nullable Instant updated) {}

    static MavenMetadata read(byte[] document) throws BadXmlException {
        SafeXml xml = new SafeXml(new ByteArrayInputStream(document), MOST_TEXT);
        List<String> versions = new ArrayList<>();
        List<SnapshotFile> snapshots = new ArrayList<>();
        String classifier = "";
        String extension = "";
        String value = "";
        String updated = "";
        String stamp = "";
        String build = "";
        while (xml.next()) {
            if (xml.depth() == 1 && !xml.name().equals("metadata")) {
                throw new BadXmlException("not the metadata of Maven but " + xml.name());
            }
            if (!xml.closing()) {
                continue;
            }
            switch (xml.path().substring("metadata".length())) {
                case "/versioning/versions/version" -> versions.add(xml.text().strip());
                case "/versioning/snapshot/timestamp" -> stamp = xml.text().strip();
                case "/versioning/snapshot/buildNumber" -> build = xml.text().strip();
                case "/versioning/snapshotVersions/snapshotVersion/classifier" ->
                    classifier = xml.text().strip();
                case "/versioning/snapshotVersions/snapshotVersion/extension" ->
                    extension = xml.text().strip();
                case "/versioning/snapshotVersions/snapshotVersion/value" ->
                    value = xml.text().strip();
                case "/versioning/snapshotVersions/snapshotVersion/updated" ->
                    updated = xml.text().strip();
                case "/versioning/snapshotVersions/snapshotVersion" -> {
                    snapshots.add(new SnapshotFile(classifier, extension, value, instant(updated)));
                    classifier = "";
                    updated = "";
                }
                default -> {
                    // Latest, release and lastUpdated: the list of versions says more.
                }
            }
            if (versions.size() > MOST || snapshots.size() > MOST) {
                throw new BadXmlException("more than " + MOST + " versions");
            }
        }
        String timestamp = stamp.isEmpty() || build.isEmpty() ? null : stamp + "-" + build;
        return new MavenMetadata(List.copyOf(versions), List.copyOf(snapshots), timestamp);
    }

    /** The file of an artifact in the metadata of its snapshot; empty where it has none. */
    Optional<SnapshotFile> snapshotOf(MavenCoordinate artifact, String base) {
        Optional<SnapshotFile> named = snapshots.stream()
                .filter(file -> file.classifier().equals(artifact.classifier()))
                .filter(file -> file.extension().equals(artifact.extension()))
                .findFirst();
        if (named.isPresent() || timestamp == null || !snapshots.isEmpty()) {
            return named;
        }
        String value = base.replaceFirst("SNAPSHOT$", timestamp);
        return Optional.of(new SnapshotFile(artifact.classifier(), artifact.extension(), value, null));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return LocalDateTime.parse(text, UPDATED).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
