package health.salus.fhir.structure;

import health.salus.kernel.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes JSON, with resources put in as the bytes that they are.
public final class JsonOutput {
    private static final String HEX = "0123456789abcdef";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private boolean first = true;

    /// Begins the resource that is the whole text.
    public static JsonOutput resource(String type) {
        return new JsonOutput().object().member("resourceType", type);
    }

    public JsonOutput object() {
        separate();
        out.write('{');
        first = true;
        return this;
    }

    public JsonOutput endObject() {
        out.write('}');
        first = false;
        return this;
    }

    public JsonOutput array(String name) {
        name(name);
        out.write('[');
        first = true;
        return this;
    }

    public JsonOutput endArray() {
        out.write(']');
        first = false;
        return this;
    }

    public JsonOutput object(String name) {
        name(name);
        out.write('{');
        first = true;
        return this;
    }

    public JsonOutput member(String name, String value) {
        name(name);
        string(value);
        first = false;
        return this;
    }

    public JsonOutput member(String name, Optional<String> value) {
        return value.isPresent() ? member(name, value.get()) : this;
    }

    public JsonOutput member(String name, long value) {
        name(name);
        plain(Long.toString(value));
        first = false;
        return this;
    }

    public JsonOutput member(String name, boolean value) {
        name(name);
        plain(Boolean.toString(value));
        first = false;
        return this;
    }

    /// A member whose value is JSON already.
    public JsonOutput json(String name, byte[] value) {
        name(name);
        out.writeBytes(value);
        first = false;
        return this;
    }

    public JsonOutput item(String value) {
        separate();
        string(value);
        first = false;
        return this;
    }

    public Octets octets() {
        return Octets.wrap(out.toByteArray());
    }

    private void name(String name) {
        separate();
        string(name);
        out.write(':');
    }

    private void separate() {
        if (!first) {
            out.write(',');
        }
    }

    private void plain(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void string(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        escaped.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            escaped.append(HEX.charAt(c >> shift & 0xf));
                        }
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        plain(escaped.append('"').toString());
    }
}
