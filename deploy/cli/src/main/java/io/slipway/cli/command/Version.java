package io.slipway.cli.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says, from the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"slipway " + (version == null ? "development" : version)};
    }
}
