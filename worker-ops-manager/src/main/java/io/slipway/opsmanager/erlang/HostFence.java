package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;

/**
 * Who may change a host: its job and attempt, compared with those that the host has in a file. The pair only rises.
 *
 * @param root release root of the host, absolute; holds {@code .slipway/fence}
 */
public record HostFence(String root, long jobSeq, long attempt) {
    ErlangTerm path() {
        return ErlangTerm.utf8(root + "/.slipway/fence");
    }

    /** As a term that compares as the file's content does. */
    ErlangTerm pair() {
        return ErlangTerm.tuple(ErlangTerm.integer(jobSeq), ErlangTerm.integer(attempt));
    }
}
