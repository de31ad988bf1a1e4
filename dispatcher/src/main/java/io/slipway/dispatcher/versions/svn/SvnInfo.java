package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.versions.look.BadXmlException;
import io.slipway.dispatcher.versions.look.SafeXml;
import java.io.InputStream;

/**
 * What {@code svn info --xml} says of a URL.
 *
 * @param head newest revision of the repository
 * @param changed newest revision that changed something below the URL
 * @param repository its UUID
 */
record SvnInfo(long head, long changed, String repository) {
    private static final int MOST_TEXT = 200;

    static SvnInfo read(InputStream in) throws BadXmlException {
        SafeXml xml = new SafeXml(in, MOST_TEXT);
        long head = -1;
        long changed = -1;
        String repository = "";
        while (xml.next()) {
            switch (xml.path()) {
                case "info/entry" -> head = xml.closing() ? head : SvnLog.revision(xml);
                case "info/entry/commit" -> changed = xml.closing() ? changed : SvnLog.revision(xml);
                case "info/entry/repository/uuid" -> repository = xml.closing() ? xml.text() : repository;
                default -> {
                    // The rest is for people with a working copy.
                }
            }
        }
        if (head < 0 || changed < 0 || repository.isEmpty()) {
            throw new BadXmlException("no revision in the answer of svn info");
        }
        return new SvnInfo(head, changed, repository);
    }
}
