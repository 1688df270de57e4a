package org.servicemap.appointments;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.http.FieldException;

/** Seals and opens who comes; finds bookings of a phone without storing it. */
record Contacts(Keyset keys, Supplier<PhoneFormat> phones) {
    private static final int LONGEST_NAME = 80;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    /** The same, booked for the visitor by somebody else; null when by nobody. */
    Contact read(
            String name, String phone, @Nullable String email, @Nullable String language, @Nullable String bookedBy) {
        if (bookedBy != null && (bookedBy.isBlank() || bookedBy.length() > LONGEST_NAME)) {
            throw new FieldException("booked_by", "a name of 1 to " + LONGEST_NAME + " characters");
        }
        Contact contact = read(name, phone, email, language);
        return bookedBy == null
                ? contact
                : new Contact(contact.name(), contact.phone(), contact.email(), contact.language(), bookedBy.strip());
    }

    /** {@code bad_phone}; FieldException for the rest. */
    Contact read(String name, String phone, @Nullable String email, @Nullable String language) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new FieldException("name", "a name of 1 to " + LONGEST_NAME + " characters");
        }
        if (email != null && !email.matches("[^@\\s]{1,64}@[^@\\s]{1,190}")) {
            throw new FieldException("email", "a mailbox such as name@example.org");
        }
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw new FieldException("language", "a language tag, as zh or en");
        }
        return new Contact(name.strip(), phone(phone).value(), email, language == null ? "" : language);
    }

    PhoneNumber phone(String written) {
        return phones.get()
                .parse(written)
                .orElseThrow(() -> new AppointmentException(
                        AppointmentException.BAD_PHONE, "phone", "this is no phone number that can be called"));
    }

    byte[] index(Contact contact) {
        return index(new PhoneNumber(contact.phone()));
    }

    byte[] index(PhoneNumber phone) {
        return keys.index().of("booking.phone", phone.value());
    }

    byte[] seal(long booking, Contact contact) {
        return keys.cipher().seal(Texts.json(contact.toMap()), context(booking));
    }

    @Nullable
    Contact open(Booking booking) {
        byte[] sealed = booking.contact();
        return sealed == null ? null : open(booking.id(), sealed);
    }

    Contact open(long booking, byte[] sealed) {
        return Contact.of(Texts.map(keys.cipher().open(sealed, context(booking))));
    }

    byte[] sealWaiting(long entry, Contact contact) {
        return keys.cipher().seal(Texts.json(contact.toMap()), "waitlist.contact/" + entry);
    }

    Contact openWaiting(long entry, byte[] sealed) {
        return Contact.of(Texts.map(keys.cipher().open(sealed, "waitlist.contact/" + entry)));
    }

    private static String context(long booking) {
        return "booking.contact/" + booking;
    }
}
