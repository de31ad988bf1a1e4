package io.slipway.dispatcher.store;

import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The notice channels inside a project's document. */
final class NoticeDocuments {
    private NoticeDocuments() {}

    static @Nullable List<Document> write(@Nullable List<NoticeChannel> channels) {
        return channels == null
                ? null
                : channels.stream()
                        .map(channel -> new Document("name", channel.name())
                                .append("type", channel.type())
                                .append("url", channel.url())
                                .append("to", channel.to())
                                .append("secret_file", channel.secretFile())
                                .append("events", channel.events())
                                .append("language", channel.language()))
                        .toList();
    }

    static @Nullable List<NoticeChannel> read(@Nullable List<Document> stored) {
        return stored == null
                ? null
                : stored.stream()
                        .map(channel -> new NoticeChannel(
                                channel.getString("name"),
                                channel.getString("type"),
                                channel.getString("url"),
                                channel.getList("to", String.class),
                                channel.getString("secret_file"),
                                List.copyOf(channel.getList("events", String.class)),
                                channel.getString("language")))
                        .toList();
    }
}
