package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.NoticeChannel;

/** Which way a channel takes. */
final class NoticeWays {
    private final NoticeWay http;
    private final NoticeWay mail;

    NoticeWays(NoticeWay http, NoticeWay mail) {
        this.http = http;
        this.mail = mail;
    }

    NoticeWay of(NoticeChannel channel) {
        return channel.type().equals("email") ? mail : http;
    }
}
