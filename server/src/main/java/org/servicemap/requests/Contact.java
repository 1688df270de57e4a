package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, as they said it. All of it is personal.
 *
 * @param enterprise whether it is a company
 */
public record Contact(
        boolean enterprise,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String address) {
    static final int MAX = 200;

    public Contact {
        name = clean("contact.name", name);
        phone = clean("contact.phone", phone);
        email = clean("contact.email", email);
        address = clean("contact.address", address);
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw new RequestException(RequestException.BAD_FIELD, "contact.email", "this is no e-mail address");
        }
    }

    private static @Nullable String clean(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX) {
            throw new RequestException(RequestException.BAD_FIELD, field, "at most " + MAX + " characters");
        }
        return value.strip();
    }

    /** The same with a home address, where none was said. */
    Contact at(@Nullable String home) {
        return home == null || address != null ? this : new Contact(enterprise, name, phone, email, home);
    }

    /** Whether there is a way to reach them. */
    boolean canBeReached() {
        return phone != null || email != null;
    }

    /** Whether nothing is said at all. */
    boolean isEmpty() {
        return isHomeAtMost() && address == null;
    }

    /** Whether no more is said than where they live. */
    boolean isHomeAtMost() {
        return name == null && phone == null && email == null;
    }

    /** Never shows the person. */
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
