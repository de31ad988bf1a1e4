package io.slipway.dispatcher.store;

/**
 * What is wrong with a version source, or with one thing in it.
 *
 * @param code stable word; the sentences for people are made where it is shown
 * @param subject what it is about: a file, an artifact, a URL; may be empty
 * @param detail what a program or peer said about it, cut and without secrets; may be empty
 */
public record VersionTrouble(String code, String subject, String detail) {}
