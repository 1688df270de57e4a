package org.servicemap.open311;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Problem;
import org.servicemap.requests.Contact;
import org.servicemap.requests.Filing;
import org.servicemap.requests.PlacesByWords;
import org.servicemap.requests.Where;

/**
 * The arguments of {@code POST requests}: what is empty is absent, what is unknown is not looked at. Never shows its values: they
 * are personal.
 */
final class Submission {
    static final int LONGEST_DESCRIPTION = 4000;
    private static final int LONGEST_URL = 500;

    /** A place that the words may mean less surely is looked for by a dispatcher. */
    private static final double LEAST_CONFIDENCE = 0.8;

    private final Map<String, List<String>> fields;

    Submission(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** The first value that is not empty. */
    @Nullable
    String find(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    String require(String name) {
        String value = find(name);
        if (value == null) {
            throw Open311Errors.BAD_ARGUMENT.problem(name + " was not provided", name);
        }
        return value;
    }

    /**
     * @param serviceName what is said when the petitioner says nothing
     * @param places where an address without a point is looked up
     * @param attributes of the service
     */
    Filing filing(String service, String serviceName, String channel, PlacesByWords places, Attributes attributes) {
        return new Filing(
                channel,
                null,
                null,
                null,
                service,
                null,
                text(serviceName),
                where(places),
                Map.of(),
                contact(attributes),
                attributes.language(),
                List.of(),
                null,
                attributes.answers(fields));
    }

    /** With the address of a picture that lies elsewhere: it is not fetched, whoever handles the request may look. */
    private String text(String serviceName) {
        String text = Objects.requireNonNullElse(find("description"), serviceName);
        String media = find("media_url");
        if (media != null) {
            if (!media.matches("https?://[\\x21-\\x7e]+") || media.length() > LONGEST_URL) {
                throw bad("media_url", "an address that begins with http:// or https://");
            }
            text = text + "\n" + media;
        }
        if (text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION) {
            throw bad("description", "at most " + LONGEST_DESCRIPTION + " characters, media_url included");
        }
        return text;
    }

    private Where where(PlacesByWords places) {
        String lat = find("lat");
        String lon = find("long");
        String address = Objects.requireNonNullElse(find("address_string"), orEmpty(find("address_id")));
        if (lat != null || lon != null) {
            double y = degrees("lat", lat, 90);
            double x = degrees("long", lon, 180);
            return new Where(Where.Kind.PIN, x, y, null, null, null, null, address);
        }
        if (address.isEmpty()) {
            throw Open311Errors.BAD_ARGUMENT.problem(
                    "no location was provided: lat and long, address_string or address_id", "lat");
        }
        Where found = places.find(address, LEAST_CONFIDENCE);
        return found == null ? new Where(Where.Kind.NONE, null, null, null, null, null, null, address) : found;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static double degrees(String name, @Nullable String text, double most) {
        if (text == null) {
            throw Open311Errors.BAD_ARGUMENT.problem(name + " was not provided", name);
        }
        if (!text.matches("[+-]?\\d{1,3}(\\.\\d{0,20})?") || Math.abs(Double.parseDouble(text)) > most) {
            throw bad(name, "degrees of WGS 84");
        }
        return Double.parseDouble(text);
    }

    private @Nullable Contact contact(Attributes attributes) {
        String name = Stream.of("last_name", "first_name")
                .map(this::find)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        String answer = attributes.needsContact() ? ContactQuestion.answer(fields) : null;
        boolean mail = answer != null && answer.contains("@");
        String phone = or(find("phone"), mail ? null : answer);
        String email = or(find("email"), mail ? answer : null);
        boolean anonymous = name.isEmpty() && phone == null && email == null;
        if (attributes.needsContact()) {
            ContactQuestion.requireNamed(!anonymous);
        }
        return anonymous ? null : new Contact(false, name.isEmpty() ? null : name, phone, email, null);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private static Problem bad(String field, String expected) {
        return Open311Errors.BAD_ARGUMENT.problem(field + " must be " + expected, field);
    }

    @Override
    public String toString() {
        return "Submission[…]";
    }
}
