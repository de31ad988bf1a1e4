package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.NoticeChannel;

/** One way to reach people. */
interface NoticeWay {
    /**
     * Returns once it was taken.
     *
     * @throws NotTakenException in words for people, without secrets
     */
    void send(NoticeChannel channel, Notice notice) throws NotTakenException, InterruptedException;

    /** It was not, and why. */
    final class NotTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        NotTakenException(String why) {
            super(why);
        }
    }
}
