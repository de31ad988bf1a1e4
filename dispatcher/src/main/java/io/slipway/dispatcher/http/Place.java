package io.slipway.dispatcher.http;

/** A place in a text: line and column as an editor counts them, both from 1. */
public record Place(int line, int column) {}
