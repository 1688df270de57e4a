package org.servicemap.accounts.login;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.servicemap.http.ErrorCode;

/** The number by which a community's register knows one resident: household and person. Pure. */
final class RegisterReference {
    private static final int MOST = 80;
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern ZEROS = Pattern.compile("0+(?=[0-9])");

    private RegisterReference() {}

    /**
     * One form for every writing of a number: wide and small letters, what stands between the parts and zeros before them make no
     * other number of it ({@code ３－02/501 a} is {@code 3-2-501-A}).
     */
    static String normalised(String written) {
        String form = PART.matcher(
                        Normalizer.normalize(written, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(RegisterReference::withoutZeros)
                .collect(Collectors.joining("-"));
        if (form.isEmpty() || written.length() > MOST) {
            throw ErrorCode.INVALID_FIELD.problem(
                    "the number in the register, of 1 to " + MOST + " characters", "reference");
        }
        return form;
    }

    private static String withoutZeros(String part) {
        var zeros = ZEROS.matcher(part);
        return zeros.lookingAt() ? part.substring(zeros.end()) : part;
    }
}
