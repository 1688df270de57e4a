package org.servicemap.accounts.login;

import java.util.Locale;
import java.util.regex.Pattern;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;

/**
 * Where a citizen can be reached.
 *
 * @param kind {@code phone} or {@code email}
 * @param value normalised: two spellings of one number are one
 */
record Contact(String kind, String value) {
    static final String PHONE = "phone";
    static final String EMAIL = "email";
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"']{1,64}@[^\\s@<>\"']+\\.[^\\s@<>\"']{2,}");
    private static final int LONGEST_MAIL = 254;

    /** Refuses with {@code invalid_contact} what is neither. */
    static Contact parse(String written, PhoneFormat phones) {
        String text = written.strip();
        if (text.contains("@")) {
            return mail(text);
        }
        return phones.parse(text)
                .map(number -> new Contact(PHONE, number.value()))
                .orElseThrow(Contact::invalid);
    }

    private static Contact mail(String text) {
        if (text.length() > LONGEST_MAIL || !MAIL.matcher(text).matches()) {
            throw invalid();
        }
        return new Contact(EMAIL, text.toLowerCase(Locale.ROOT));
    }

    private static AccountException invalid() {
        return new AccountException(
                AccountErrors.INVALID_CONTACT, "this is neither a phone number nor an e-mail address", "contact");
    }

    /** What others see of it. */
    String masked(PhoneFormat phones) {
        if (kind.equals(PHONE)) {
            return phones.masked(new PhoneNumber(value));
        }
        int at = value.indexOf('@');
        return value.charAt(0) + "***" + value.substring(at);
    }

    /** Masked, so that a log line shows nothing. */
    @Override
    public String toString() {
        return kind + " ***";
    }
}
