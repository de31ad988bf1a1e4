package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON with the place of everything in it. */
public final class JsonTrees {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTrees() {}

    /** @throws ProblemException {@code bad_json}, {@code too_deep} or {@code duplicate_key}, with line and column */
    public static PlacedTree read(byte[] body) {
        String text = TextRefusal.utf8(body, ProblemCode.BAD_JSON);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new TokenTree(parser, ProblemCode.BAD_JSON).read();
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            Place place = location == null ? new Place(1, 1) : new Place(location.getLineNr(), location.getColumnNr());
            throw TextRefusal.at(place, ProblemCode.BAD_JSON, "", "此处附近无法解析为 JSON", "Cannot be read as JSON near here");
        }
    }
}
