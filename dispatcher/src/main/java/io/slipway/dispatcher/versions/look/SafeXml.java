package io.slipway.dispatcher.versions.look;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML from outside, read forwards: no document type, no entities beyond the five of XML, nothing is fetched, and neither depth nor
 * texts grow without bound. Memory does not depend on the length of the document.
 */
public final class SafeXml {
    private static final int MOST_DEPTH = 32;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    /** Of every open element its whole path. */
    private final Deque<String> path = new ArrayDeque<>();

    private final StringBuilder text = new StringBuilder();
    private final int mostText;
    private boolean closing;

    /** @param mostText characters kept of one element; the rest is left out */
    public SafeXml(InputStream in, int mostText) throws BadXmlException {
        this.mostText = mostText;
        try {
            this.reader = FACTORY.createXMLStreamReader(in, "UTF-8");
        } catch (XMLStreamException e) {
            throw bad(e);
        }
    }

    /** Goes to the next begin or end of an element. @return false at the end of the document */
    public boolean next() throws BadXmlException {
        try {
            if (closing) {
                path.removeLast();
                closing = false;
            }
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        begin(reader.getLocalName());
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        closing = true;
                        return true;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append();
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new BadXmlException("a document type or entity is not accepted");
                    default -> {
                        // Comments and instructions say nothing to us.
                    }
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw bad(e);
        } catch (RuntimeException e) { // the JDK's parser throws some of its own for input it did not expect
            throw new BadXmlException(e.getClass().getSimpleName());
        }
    }

    /** True at an end, false at a begin. */
    public boolean closing() {
        return closing;
    }

    /** Where we are, from the root: {@code log/logentry/author}. */
    public String path() {
        return path.isEmpty() ? "" : path.getLast();
    }

    /** Name of the element that begins or ends here. */
    public String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    public int depth() {
        return path.size();
    }

    /** Of the element that begins here. */
    public @Nullable String attribute(String name) {
        return reader.getAttributeValue(null, name);
    }

    /** Text since the last begin: that of the element that ends here, where it has no elements in it. */
    public String text() {
        return text.toString();
    }

    private void begin(String name) throws BadXmlException {
        if (path.size() >= MOST_DEPTH) {
            throw new BadXmlException("nested too deeply");
        }
        path.addLast(path.isEmpty() ? name : path.getLast() + "/" + name);
        text.setLength(0);
    }

    private void append() {
        int count = Math.min(reader.getTextLength(), mostText - text.length());
        if (count > 0) {
            text.append(reader.getTextCharacters(), reader.getTextStart(), count);
        }
    }

    private static BadXmlException bad(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new BadXmlException(message);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }
}
