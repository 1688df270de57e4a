package org.servicemap.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON, streaming: a FeatureCollection, a single Feature or geometry, or one of these per line (also as RFC 8142 text
 * sequence). A member {@code crs} (GeoJSON 2008) before the features is honoured.
 */
final class GeoJsonFeatureReader implements FeatureReader {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            // what writes NaN means a position that it does not know: the fault of a feature, not the end of the file
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build());

    private final Path file;
    private final JsonParser parser;
    private final boolean decodedHere;
    private String layer;
    private @Nullable String crs;
    private @Nullable Feature pending;
    private @Nullable FormatException pendingFault;
    private boolean inCollection;
    private boolean started;
    private long number;

    private GeoJsonFeatureReader(Path file, JsonParser parser, boolean decodedHere, String layer) {
        this.file = file;
        this.parser = parser;
        this.decodedHere = decodedHere;
        this.layer = layer;
    }

    static FeatureReader open(Path file, ReadOptions options, String name) throws IOException {
        Charset charset = options.charset();
        InputStream in = withoutSeparators(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        boolean utf8 = charset == null || charset.equals(StandardCharsets.UTF_8);
        JsonParser parser = charset == null || utf8
                ? MAPPER.getFactory().createParser(in)
                : MAPPER.getFactory().createParser(new InputStreamReader(in, Encodings.strict(charset)));
        GeoJsonFeatureReader reader = new GeoJsonFeatureReader(file, parser, !utf8, name);
        try {
            reader.readFirst();
            return reader;
        } catch (RuntimeException | IOException e) {
            parser.close();
            throw e;
        }
    }

    private void readFirst() throws IOException {
        try {
            pending = advance();
        } catch (FormatException e) {
            if (!e.code().equals(FormatException.BAD_GEOMETRY)) {
                throw e;
            }
            pendingFault = e;
        }
        started = true;
    }

    /** RFC 8142's record separators become spaces. */
    private static InputStream withoutSeparators(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                return b == 0x1E ? ' ' : b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, length);
                for (int i = offset; i < offset + n; i++) {
                    if (buffer[i] == 0x1E) {
                        buffer[i] = ' ';
                    }
                }
                return n;
            }
        };
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public @Nullable String declaredCrs() {
        return crs;
    }

    /** Those of the first feature: GeoJSON has no list of fields. */
    @Override
    public List<String> fields() {
        Feature first =
                pending == null && pendingFault != null ? pendingFault.rest().orElse(null) : pending;
        return first == null ? List.of() : List.copyOf(first.attributes().keySet());
    }

    @Override
    public boolean hasSchema() {
        return false;
    }

    @Override
    public @Nullable Feature next() throws IOException {
        Feature feature = pending;
        FormatException fault = pendingFault;
        pending = null;
        pendingFault = null;
        if (fault != null) {
            throw fault;
        }
        return feature != null ? feature : advance();
    }

    private @Nullable Feature advance() throws IOException {
        try {
            return inCollection ? member() : document();
        } catch (JsonEOFException e) {
            throw truncated(e);
        } catch (CharConversionException | CharacterCodingException e) {
            throw badEncoding(e);
        } catch (JsonProcessingException e) {
            if (isCutOff()) {
                throw truncated(e);
            }
            String message = String.valueOf(e.getOriginalMessage());
            throw message.startsWith("Invalid UTF-8") ? badEncoding(e) : badJson(message, e);
        }
    }

    private String place() {
        return file.getFileName() + ", line " + parser.currentLocation().getLineNr()
                + (number > 0 ? ", feature " + number : "");
    }

    private FormatException truncated(IOException cause) {
        return new FormatException("truncated", number, place() + ": the file ends in the middle", cause);
    }

    /** Whether a fault among the features lies at the file's last byte, so that what must follow them is missing: cut in a number, say. */
    private boolean isCutOff() throws IOException {
        return inCollection && parser.currentLocation().getByteOffset() >= Files.size(file);
    }

    private FormatException badJson(String message, Throwable cause) {
        return new FormatException("bad_json", number, place() + ": no valid JSON: " + message, cause);
    }

    private FormatException badEncoding(IOException cause) throws IOException {
        Optional<Charset> guess = decodedHere ? Optional.empty() : Encodings.guess(file);
        String field;
        try {
            field = String.valueOf(parser.currentName());
        } catch (IOException e) {
            field = "?";
        }
        FormatException fault = Encodings.fault(StandardCharsets.UTF_8, Math.max(1, number), field, guess);
        fault.initCause(cause);
        return fault;
    }

    /** Reads one top-level value up to its first feature; null at the end of the file. */
    private @Nullable Feature document() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            if (!started) {
                throw new FormatException("empty_file", 0, file.getFileName() + " holds no GeoJSON");
            }
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new FormatException(
                    "not_a_layer", number, place() + ": a GeoJSON object is expected, not " + parser.getText());
        }
        GeoJsonObject object = new GeoJsonObject(parser, () -> number + 1);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("features") && parser.currentToken() == JsonToken.START_ARRAY) {
                inCollection = true;
                return member();
            }
            readMember(object, name);
        }
        return object.finish(++number, file);
    }

    private void readMember(GeoJsonObject object, String name) throws IOException {
        switch (name) {
            case "crs" -> crs = crsName(MAPPER.readTree(parser), crs);
            case "name" -> layer = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : skipped();
            default -> object.read(name);
        }
    }

    private String skipped() throws IOException {
        parser.skipChildren();
        return layer;
    }

    private static @Nullable String crsName(@Nullable JsonNode node, @Nullable String before) {
        JsonNode name = node == null ? null : node.path("properties").path("name");
        return name == null || !name.isTextual() ? before : name.textValue();
    }

    /** The next feature of a collection; behind the last one, whatever follows the collection. */
    private @Nullable Feature member() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            inCollection = false;
            finishCollection();
            started = true;
            return document();
        }
        number++;
        if (token != JsonToken.START_OBJECT) {
            throw new FormatException("bad_json", number, place() + ": a feature is expected");
        }
        GeoJsonObject object = new GeoJsonObject(parser, () -> number);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.read(name);
        }
        return object.finish(number, file);
    }

    private void finishCollection() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("crs") && parser.currentToken() != JsonToken.VALUE_NULL && number > 0) {
                throw new FormatException(
                        "bad_json",
                        0,
                        place()
                                + ": member crs stands behind the features, where it is too late; move it to the front");
            }
            parser.skipChildren();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
