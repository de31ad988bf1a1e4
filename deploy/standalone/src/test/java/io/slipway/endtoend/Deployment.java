package io.slipway.endtoend;

/** One of the two forms Slipway is run in. */
interface Deployment extends AutoCloseable {
    /** Starts whatever does not run, and waits until it can be used. */
    void start() throws Exception;

    SlipwayClient client() throws Exception;

    /** Ends the process that holds the dispatcher the hard way. */
    void killDispatcher();

    @Override
    void close();
}
