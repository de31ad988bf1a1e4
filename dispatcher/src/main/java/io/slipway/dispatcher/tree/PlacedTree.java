package io.slipway.dispatcher.tree;

import tools.jackson.databind.JsonNode;

/** A text as a tree, and where each part of it stands in the text. */
public record PlacedTree(JsonNode tree, Places places) {}
