package org.servicemap.http;

import java.nio.charset.StandardCharsets;

/** HTML written piece by piece; every text and every attribute's value is escaped on its way in. For one thread. */
public final class Html {
    private final StringBuilder out = new StringBuilder(4096);

    /** Opens an element; attributes as name, value, name, value … */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    public Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element that holds text only. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    public Html link(String href, String text) {
        return element("a", text, "href", href);
    }

    /**
     * A block of JSON data, which no browser runs.
     *
     * @param json written so that nothing in it can end the block: {@code <}, {@code >} and {@code &} become escapes of JSON
     */
    public Html data(String mediaType, byte[] json) {
        String safe = new String(json, StandardCharsets.UTF_8)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
        out.append("<script type=\"")
                .append(escape(mediaType))
                .append("\">")
                .append(safe)
                .append("</script>");
        return this;
    }

    public Html line() {
        out.append('\n');
        return this;
    }

    public Html add(Html other) {
        out.append(other.out);
        return this;
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
