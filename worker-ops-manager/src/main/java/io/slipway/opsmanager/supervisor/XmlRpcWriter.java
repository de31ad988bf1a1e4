package io.slipway.opsmanager.supervisor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes a call as the XML of XML-RPC, in UTF-8. */
final class XmlRpcWriter {
    private final StringBuilder xml = new StringBuilder(256);

    private XmlRpcWriter() {}

    /** @throws IllegalArgumentException for a value XML cannot carry or of a type no call has */
    static byte[] write(SupervisorCall call) {
        XmlRpcWriter writer = new XmlRpcWriter();
        writer.xml
                .append("<?xml version=\"1.0\"?><methodCall><methodName>")
                .append(call.method().wire())
                .append("</methodName><params>");
        for (Object param : call.params()) {
            writer.xml.append("<param>");
            writer.value(param);
            writer.xml.append("</param>");
        }
        writer.xml.append("</params></methodCall>");
        return writer.xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(Object value) {
        xml.append("<value>");
        if (value instanceof String text) {
            xml.append("<string>");
            text(text);
            xml.append("</string>");
        } else if (value instanceof Integer || value instanceof Long) {
            xml.append("<int>").append(value).append("</int>"); // supervisord takes offsets beyond 32 bits
        } else if (value instanceof Boolean flag) {
            xml.append("<boolean>").append(flag ? '1' : '0').append("</boolean>");
        } else if (value instanceof List<?> list) {
            xml.append("<array><data>");
            list.forEach(this::value);
            xml.append("</data></array>");
        } else if (value instanceof Map<?, ?> struct) {
            struct(struct);
        } else {
            throw new IllegalArgumentException("no value of a call: " + value.getClass());
        }
        xml.append("</value>");
    }

    private void struct(Map<?, ?> struct) {
        xml.append("<struct>");
        struct.forEach((name, value) -> {
            xml.append("<member><name>");
            text(String.valueOf(name));
            xml.append("</name>");
            value(value);
            xml.append("</member>");
        });
        xml.append("</struct>");
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                throw new IllegalArgumentException("a control character in a name");
            }
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                default -> xml.append(c);
            }
        }
    }
}
