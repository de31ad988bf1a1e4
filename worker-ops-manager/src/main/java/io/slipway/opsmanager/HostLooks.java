package io.slipway.opsmanager;

import io.slipway.check.Site;
import io.slipway.worker.shell.ShellRunner;
import java.time.Clock;
import java.time.Duration;

/**
 * What every look at a game host needs.
 *
 * @param connect longest wait for one connection
 */
record HostLooks(Duration connect, ShellRunner runner, Clock clock, Site site) {}
