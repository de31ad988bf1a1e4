package io.slipway.contract;

/**
 * An rsync daemon of an ops manager, as in the seed's RSYNC_MANAGERS (requirement S4-12).
 *
 * @param passFile path of the password file on the version receiver; must be mode 600
 */
public record RsyncManager(String ip, int port, String module, String user, String passFile) {}
