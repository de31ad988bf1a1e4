package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.versions.look.BadXmlException;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.SourcePassword;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.secret.Secret;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of a repository: asks for the newest one, and where it is newer than what is stored, for all in between. They are stored
 * in batches while svn still prints, so memory does not depend on their number, and a look that fails goes on there next time.
 */
public final class SvnReader implements SourceReader, AutoCloseable {
    private final VersionsProperties properties;
    private final SourcePassword passwords;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final ProcessShellRunner programs = new ProcessShellRunner();
    private final Path configuration;
    private final SvnCommand svn;

    public SvnReader(VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock)
            throws IOException {
        this.properties = properties;
        this.passwords = new SourcePassword(properties);
        this.sources = sources;
        this.versions = versions;
        this.clock = clock;
        this.configuration = Files.createTempDirectory("slipway-svn"); // only its owner may read and write it
        this.svn = new SvnCommand(properties.svn(), configuration);
    }

    /** Reads what a program prints. */
    private interface XmlReader {
        void read(InputStream in) throws BadXmlException;
    }

    @Override
    public SourceSettings.Kind kind() {
        return SourceSettings.Kind.SVN;
    }

    @Override
    public LookEnd look(VersionSource source, Deadline deadline) throws SourceFailedException, InterruptedException {
        SourceSettings settings = source.settings();
        String url = Objects.requireNonNull(settings.url());
        requireAllowed(url);
        Optional<Secret> password = passwords.of(settings);
        SvnInfo info = info(svn.info(url, settings.user(), password), url, deadline);
        long from = begin(source, info, url);
        if (info.changed() <= from) {
            return new LookEnd(true, List.of());
        }
        ShellCommand log = svn.log(url, from + 1, settings.user(), password);
        try (RevisionBatch batch = new RevisionBatch(source, info.repository(), sources, versions, clock)) {
            VersionTrouble trouble = run(log, url, deadline, in -> {
                try {
                    SvnLog.read(in, batch::add);
                } finally {
                    batch.finish(); // also what came before a cut
                }
            });
            return end(source, info, batch.anything(), trouble);
        }
    }

    private LookEnd end(VersionSource source, SvnInfo info, boolean anything, @Nullable VersionTrouble trouble)
            throws SourceFailedException {
        if (trouble == null) {
            sources.advanced(source, info.changed(), 0);
            return new LookEnd(true, List.of());
        }
        if (anything && trouble.code().equals(TroubleCode.TIMED_OUT.wire())) {
            return new LookEnd(false, List.of());
        }
        throw new SourceFailedException(trouble);
    }

    /** @return the revision up to which all is stored */
    private long begin(VersionSource source, SvnInfo info, String url) throws SourceFailedException {
        if (!info.repository().equals(source.state().repository())) {
            sources.anew(source, info.repository());
            return 0;
        }
        long position = source.state().position();
        if (info.head() < position) {
            throw TroubleCode.WENT_BACK.failed(url, "r" + info.head() + " < r" + position);
        }
        return position;
    }

    private SvnInfo info(ShellCommand command, String url, Deadline deadline)
            throws SourceFailedException, InterruptedException {
        SvnInfo[] info = new SvnInfo[1];
        VersionTrouble trouble = run(command, url, deadline, in -> info[0] = SvnInfo.read(in));
        if (trouble != null) {
            throw new SourceFailedException(trouble);
        }
        return info[0];
    }

    /** The exit code counts first: what a failing svn has printed is a document that was cut off. @return null where all is well */
    private @Nullable VersionTrouble run(ShellCommand command, String url, Deadline deadline, XmlReader reader)
            throws InterruptedException {
        BadXmlException[] bad = new BadXmlException[1];
        try {
            ShellResult result = programs.run(command, deadline.left(), in -> {
                try {
                    reader.read(in);
                } catch (BadXmlException e) {
                    bad[0] = e;
                }
            });
            if (!result.ok()) {
                return SvnErrors.trouble(url, result);
            }
        } catch (IOException e) {
            return TroubleCode.BAD_ANSWER.about(url, e.toString());
        }
        return bad[0] == null ? null : TroubleCode.BAD_ANSWER.about(url, String.valueOf(bad[0].getMessage()));
    }

    private void requireAllowed(String url) throws SourceFailedException {
        if (!SvnUrl.allowed(url, properties.schemes())) {
            throw TroubleCode.NOT_ALLOWED.failed(url, "slipway.versions.schemes");
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(configuration)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
