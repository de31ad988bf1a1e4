package io.slipway.cli.watch;

/** Where a watched job is shown. */
interface Display extends AutoCloseable {
    /** @param changed whether the picture is another than at the last call; time goes on in any case */
    void show(JobPicture picture, boolean changed);

    /** Leaves the terminal as it was. */
    @Override
    void close();
}
