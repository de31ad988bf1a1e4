package io.slipway.dispatcher.versions.look;

/** XML that is cut off, malformed, or more than a source needs: a document type, entities of its own, too deep. */
public final class BadXmlException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadXmlException(String message) {
        super(message);
    }
}
