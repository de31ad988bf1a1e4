package io.slipway.worker;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** Leaves a mark when a message makes somebody read it as a Java object. The mark is elsewhere: asking must not load this. */
final class Canary implements Serializable {
    static final String MARK = "slipway.test.canary";

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        System.setProperty(MARK, "deserialized");
    }
}
