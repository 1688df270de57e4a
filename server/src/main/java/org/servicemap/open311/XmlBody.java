package org.servicemap.open311;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes documents as XML 1.0 in UTF-8, without namespaces. */
final class XmlBody {
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;

    private XmlBody(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] of(Document document) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
            // written to characters, not bytes: the JDK's writer breaks pairs of surrogates at its buffer's end
            xml.writeStartDocument("utf-8", "1.0");
            new XmlBody(xml).element(document.root(), document.content());
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text can always be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(String name, @Nullable Object content) throws XMLStreamException {
        xml.writeStartElement(name);
        if (content instanceof Document.Items items) {
            for (Object item : items.items()) {
                element(items.child(), item);
            }
        } else if (content instanceof Map<?, ?> fields) {
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                element(String.valueOf(field.getKey()), field.getValue());
            }
        } else if (content != null) {
            xml.writeCharacters(allowed(text(content)));
        }
        xml.writeEndElement();
    }

    /** Numbers without exponent. */
    private static String text(Object value) {
        return value instanceof Double number ? BigDecimal.valueOf(number).toPlainString() : value.toString();
    }

    /** Without the characters that XML 1.0 cannot hold, escaped or not; and half pairs of surrogates, which UTF-8 cannot. */
    static String allowed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(XmlBody::isAllowed).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c > 0xFFFF;
    }
}
