package org.servicemap.requests;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.FurtherPlaces;

/**
 * A request as it is filed.
 *
 * @param channel one of the city's
 * @param hotline code of the merged hotline that it came from, or null
 * @param sourceRef its number there, or null
 * @param category null when the petitioner does not know: a dispatcher finds it
 * @param urgency one of the city's classes; null takes the category's
 * @param text what was said; 1 to 4000 characters
 * @param places beside the incident's, by role ({@code residence}, {@code registered} …)
 * @param contact null when anonymous
 * @param language BCP 47 tag of the language to answer in
 * @param attachments keys of uploads, which become part of the request
 * @param account the petitioner's own account, or null
 * @param answers to what the city asks about requests of the category, by attribute; free text may be among them
 */
public record Filing(
        String channel,
        @Nullable String hotline,
        @Nullable String sourceRef,
        @Nullable String kind,
        @Nullable String category,
        @Nullable String urgency,
        String text,
        Where where,
        Map<String, Where> places,
        @Nullable Contact contact,
        String language,
        List<String> attachments,
        @Nullable Long account,
        Map<String, List<String>> answers) {
    public static final int MAX_TEXT = 4000;
    private static final String RESIDENCE = "residence";

    public Filing {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "text", "say what it is about in 1 to " + MAX_TEXT + " characters");
        }
        text = text.strip();
        places = Map.copyOf(places);
        if (!FurtherPlaces.areRoles(places.keySet())) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "places", "up to 4 further places by role, such as registered");
        }
        contact = complete(contact, account, home(places));
        attachments = List.copyOf(attachments);
        answers = Map.copyOf(answers);
    }

    /** Without answers. */
    public Filing(
            String channel,
            @Nullable String hotline,
            @Nullable String sourceRef,
            @Nullable String kind,
            @Nullable String category,
            @Nullable String urgency,
            String text,
            Where where,
            Map<String, Where> places,
            @Nullable Contact contact,
            String language,
            List<String> attachments,
            @Nullable Long account) {
        this(
                channel,
                hotline,
                sourceRef,
                kind,
                category,
                urgency,
                text,
                where,
                places,
                contact,
                language,
                attachments,
                account,
                Map.of());
    }

    /** The same with another contact. */
    Filing with(Contact other) {
        return new Filing(
                channel,
                hotline,
                sourceRef,
                kind,
                category,
                urgency,
                text,
                where,
                places,
                other,
                language,
                attachments,
                account,
                answers);
    }

    /** Words of a residence are a home address: they belong to the sealed contact, and are kept nowhere else. */
    private static @Nullable String home(Map<String, Where> places) {
        Where residence = places.get(RESIDENCE);
        String home = residence == null ? null : residence.address();
        if (home != null && home.length() > Contact.MAX) {
            throw new RequestException(
                    RequestException.BAD_FIELD,
                    "places.residence.address",
                    "a home address has at most " + Contact.MAX + " characters");
        }
        return home;
    }

    /** Whoever is logged in need not say how to be reached for the home to be kept; of the anonymous nothing is. */
    private static @Nullable Contact complete(
            @Nullable Contact contact, @Nullable Long account, @Nullable String home) {
        Contact said = contact == null ? new Contact(false, null, null, null, null) : contact;
        if (said.isEmpty() && account == null) {
            return null;
        }
        Contact whole = said.at(home);
        return whole.isEmpty() ? null : whole;
    }

    /** What is said in words of further places, by role; not of the residence, which the contact has. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        places.forEach((role, place) -> {
            String address = place.address();
            if (address != null && !role.equals(RESIDENCE)) {
                addresses.put(role, address);
            }
        });
        return addresses;
    }

    boolean isAnonymous() {
        return contact == null && account == null;
    }
}
