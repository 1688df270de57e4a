package org.servicemap.accounts.personal;

import java.util.regex.Pattern;

/**
 * A phone number in the one form that is compared, indexed and sealed: E.164 ({@code +8613812345678}), or a short code as
 * dialled ({@code 12345}); an extension as in RFC 3966 ({@code ;ext=12}). Made by {@link PhoneFormat#parse}. Its text is
 * masked, so that a log line shows nothing.
 */
public record PhoneNumber(String value) {
    private static final Pattern FORM = Pattern.compile("\\+?\\d{3,15}(;ext=\\d{1,6})?");

    public PhoneNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a normalised phone number");
        }
    }

    @Override
    public String toString() {
        return Mask.phone(value);
    }
}
