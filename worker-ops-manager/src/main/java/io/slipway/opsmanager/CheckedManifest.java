package io.slipway.opsmanager;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.InvalidErlangCallException;
import io.slipway.job.FailureCode;
import io.slipway.name.FileName;
import io.slipway.opsmanager.erlang.Md5;
import io.slipway.opsmanager.erlang.OverlayRequest;
import io.slipway.worker.OrderEndedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A manifest whose every part was looked at again, in the form it is used in.
 *
 * @param files as listed, for the local check and the copy
 * @param entries the same, for the switch on the host
 * @param commands in order
 * @param commandLimit longest run of one command
 */
record CheckedManifest(
        List<ManifestFile> files, List<OverlayRequest.Entry> entries, List<Command> commands, Duration commandLimit) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int LONGEST_COMMAND_SECONDS = 3600;
    private static final String BEAM = ".beam";

    /**
     * @param index position in the manifest, from 0
     * @param text as the request gave it
     */
    record Command(int index, String text, ErlangCall call, boolean idempotent) {}

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static CheckedManifest of(Manifest manifest) {
        int limit = manifest.commandLimitSeconds();
        boolean bounded = limit >= 1 && limit <= LONGEST_COMMAND_SECONDS;
        require(bounded || manifest.commands().isEmpty(), "the limit of a command is 1 to 3600 s, not " + limit);
        return new CheckedManifest(
                List.copyOf(manifest.files()),
                entries(manifest.files()),
                commands(manifest.commands()),
                Duration.ofSeconds(limit));
    }

    List<String> names() {
        return files.stream().map(ManifestFile::name).toList();
    }

    long bytes() {
        return files.stream().mapToLong(ManifestFile::size).sum();
    }

    /** The files that are code of a node. */
    List<OverlayRequest.Entry> beams() {
        return entries.stream().filter(entry -> entry.name().endsWith(BEAM)).toList();
    }

    /** The module a .beam file must hold: the code server finds modules by file name. */
    static String moduleOf(OverlayRequest.Entry beam) {
        String base = beam.name().substring(beam.name().lastIndexOf('/') + 1);
        return base.substring(0, base.length() - BEAM.length());
    }

    private static List<OverlayRequest.Entry> entries(List<ManifestFile> files) {
        List<OverlayRequest.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ManifestFile file : files) {
            String problem = FileName.problem(file.name());
            require(problem == null, "file name is not allowed (" + problem + ")");
            require(seen.add(FileName.collisionKey(file.name())), "file is named twice: " + file.name());
            require(
                    file.size() >= 0 && SHA256.matcher(file.sha256()).matches(),
                    "size or digest is malformed: " + file.name());
            try {
                entries.add(new OverlayRequest.Entry(file.name(), new Md5(file.md5())));
            } catch (IllegalArgumentException e) {
                throw rejected(file.name() + ": " + e.getMessage());
            }
        }
        return List.copyOf(entries);
    }

    private static List<Command> commands(List<ManifestCommand> texts) {
        List<Command> commands = new ArrayList<>();
        for (ManifestCommand command : texts) {
            try {
                ErlangCall call = ErlangCallParser.parse(command.text());
                commands.add(new Command(commands.size(), command.text(), call, command.idempotent()));
            } catch (InvalidErlangCallException e) {
                throw rejected("command " + (commands.size() + 1) + " is not allowed: " + e.getMessage());
            }
        }
        return List.copyOf(commands);
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw rejected(message);
        }
    }

    private static OrderEndedException rejected(String message) {
        return OrderEndedException.failed(FailureCode.REJECTED_BY_WORKER, message);
    }
}
