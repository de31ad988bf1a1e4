package io.slipway.opsmanager.release;

import java.nio.file.Path;

/** The files of a version on this machine. */
public interface LocalFiles {
    /**
     * Makes sure that they are here and are what the manifest says; reads them only where they look other than the last time.
     *
     * @return the directory they are in
     * @throws io.slipway.worker.OrderEndedException where they are not
     */
    Path require() throws InterruptedException;
}
