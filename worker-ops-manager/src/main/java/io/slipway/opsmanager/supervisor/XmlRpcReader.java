package io.slipway.opsmanager.supervisor;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML of an XML-RPC answer: no document types, no entities from outside, bounded depth. Values become String,
 * Long, Boolean, Double, List and Map.
 */
final class XmlRpcReader {
    private static final int DEEPEST = 16;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private int depth;

    private XmlRpcReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * @return the one value of the answer
     * @throws SupervisorFault where the answer is one
     * @throws MalformedAnswerException where the bytes are no XML-RPC answer
     */
    static Object read(byte[] body) throws SupervisorFault, MalformedAnswerException {
        try {
            XMLStreamReader xml =
                    FACTORY.createXMLStreamReader(new ByteArrayInputStream(ControlCharacters.hide(body)), "UTF-8");
            try {
                return new XmlRpcReader(xml).response();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new MalformedAnswerException("no XML-RPC answer: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    private Object response() throws XMLStreamException, SupervisorFault, MalformedAnswerException {
        enter("methodResponse");
        String kind = next();
        if (kind.equals("fault")) {
            enter("value");
            throw SupervisorFault.of(value());
        }
        require(kind.equals("params"), "params or fault expected, not " + kind);
        enter("param");
        enter("value");
        return value();
    }

    /** After the start of a value element; leaves behind its end. */
    private Object value() throws XMLStreamException, MalformedAnswerException {
        require(++depth <= DEEPEST, "nested too deep");
        StringBuilder bare = new StringBuilder();
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.isEndElement()) {
                depth--;
                return ControlCharacters.reveal(bare.toString());
            }
            if (xml.isCharacters()) {
                bare.append(xml.getText());
            }
        }
        Object value = typed(xml.getLocalName());
        leave("value");
        depth--;
        return value;
    }

    private Object typed(String type) throws XMLStreamException, MalformedAnswerException {
        return switch (type) {
            case "string" -> ControlCharacters.reveal(xml.getElementText());
            case "int", "i4", "i8" -> Long.valueOf(xml.getElementText().strip());
            case "boolean" -> xml.getElementText().strip().equals("1");
            case "double" -> Double.valueOf(xml.getElementText().strip());
            case "array" -> array();
            case "struct" -> struct();
            case "nil" -> {
                leave("nil");
                yield "";
            }
            default -> throw new MalformedAnswerException("a value of the unknown type " + type, null);
        };
    }

    private List<Object> array() throws XMLStreamException, MalformedAnswerException {
        List<Object> items = new ArrayList<>();
        enter("data");
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            require(xml.getLocalName().equals("value"), "value expected in an array");
            items.add(value());
        }
        leave("array");
        return items;
    }

    private Map<String, Object> struct() throws XMLStreamException, MalformedAnswerException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            require(xml.getLocalName().equals("member"), "member expected in a struct");
            enter("name");
            String name = xml.getElementText();
            enter("value");
            members.put(name, value());
            leave("member");
        }
        return members;
    }

    private void enter(String element) throws XMLStreamException, MalformedAnswerException {
        String found = next();
        require(found.equals(element), element + " expected, not " + found);
    }

    private String next() throws XMLStreamException, MalformedAnswerException {
        require(xml.nextTag() == XMLStreamConstants.START_ELEMENT, "an element is missing");
        return xml.getLocalName();
    }

    private void leave(String element) throws XMLStreamException, MalformedAnswerException {
        require(
                xml.nextTag() == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals(element),
                "the end of " + element + " is missing");
    }

    private static void require(boolean right, String message) throws MalformedAnswerException {
        if (!right) {
            throw new MalformedAnswerException(message, null);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** The JDK's own: another implementation on the class path might not know these bounds. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
