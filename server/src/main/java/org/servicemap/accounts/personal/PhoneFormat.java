package org.servicemap.accounts.personal;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How phone numbers are written in a city, from the pack's {@code process.phone}: brings every writing to one {@link
 * PhoneNumber}. Takes full-width digits, spaces, dashes, brackets, {@code +} or {@code 00} before a country, the trunk prefix
 * before an area code, a local number without one, and an extension.
 *
 * @param country calling code without plus ({@code 86}); empty when the pack names none: then only international numbers get
 *     one
 * @param trunk what is dialled before an area code inside the country ({@code 0}), or empty
 * @param area the city's own area code without the trunk prefix ({@code 10}), or empty
 * @param mobile national mobile numbers, which take no area code
 * @param local numbers inside the city
 */
public record PhoneFormat(String country, String trunk, String area, Pattern mobile, Pattern local) {
    /** For a city that says nothing: numbers are kept as dialled. */
    public static final PhoneFormat PLAIN =
            new PhoneFormat("", "", "", Pattern.compile("\\d{5,15}"), Pattern.compile("\\d{3,15}"));

    private static final Pattern SEPARATORS = Pattern.compile("[\\s().·•‐-―_\\-−]+");
    private static final Pattern EXTENSION =
            Pattern.compile("(.*?)(?:转|轉|分机|ext\\.?|x|#|;ext=)\\s*(\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final Pattern WRITTEN = Pattern.compile("(\\+|00)?(\\d+)");
    private static final int SHORTEST = 3;
    private static final int LONGEST_SHORT_CODE = 6;
    private static final int LONGEST = 15;

    /** Reads the pack's block; what it leaves out is as in {@link #PLAIN}. {@code null} is a pack without the block. */
    public static PhoneFormat of(@Nullable Map<String, ?> block) {
        if (block == null) {
            return PLAIN;
        }
        return new PhoneFormat(
                text(block, "country", ""),
                text(block, "trunk", ""),
                text(block, "area", ""),
                Pattern.compile(text(block, "mobile", PLAIN.mobile.pattern())),
                Pattern.compile(text(block, "local", PLAIN.local.pattern())));
    }

    private static String text(Map<String, ?> block, String key, String fallback) {
        Object value = block.get(key);
        return value == null ? fallback : value.toString();
    }

    /** The number that a text is one writing of; empty when it is none. Never guesses at a part of the text. */
    public Optional<PhoneNumber> parse(String written) {
        String plain = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        Matcher extended = EXTENSION.matcher(plain);
        String extension = extended.matches() ? extended.group(2) : "";
        String number = extended.matches() ? extended.group(1) : plain;
        Matcher digits =
                WRITTEN.matcher(SEPARATORS.matcher(withoutTrunkMark(number)).replaceAll(""));
        if (!digits.matches()) {
            return Optional.empty();
        }
        return dialled(digits.group(1) != null, digits.group(2))
                .map(value -> new PhoneNumber(extension.isEmpty() ? value : value + ";ext=" + extension));
    }

    /** +44 (0)20 … means that the 0 is dialled only inside the country. */
    private String withoutTrunkMark(String number) {
        boolean international = number.startsWith("+") || number.startsWith("00");
        return international && !trunk.isEmpty() ? number.replace("(" + trunk + ")", "") : number;
    }

    private Optional<String> dialled(boolean international, String digits) {
        if (international) {
            return longEnough(withoutTrunk(digits));
        }
        if (digits.length() < SHORTEST || digits.length() > LONGEST) {
            return Optional.empty();
        }
        boolean asDialled = digits.length() <= LONGEST_SHORT_CODE || country.isEmpty();
        return asDialled ? Optional.of(digits) : national(digits);
    }

    /** +86 010 … is written too, though nobody can dial it. */
    private String withoutTrunk(String digits) {
        boolean superfluous = !country.isEmpty() && !trunk.isEmpty() && digits.startsWith(country + trunk);
        return superfluous ? country + digits.substring(country.length() + trunk.length()) : digits;
    }

    private Optional<String> national(String digits) {
        if (mobile.matcher(digits).matches()) {
            return longEnough(country + digits);
        }
        if (!trunk.isEmpty() && digits.startsWith(trunk)) {
            return longEnough(country + digits.substring(trunk.length()));
        }
        if (local.matcher(digits).matches()) {
            return longEnough(country + area + digits);
        }
        return longEnough(namesCountry(digits) ? digits : country + digits);
    }

    /** Many write the country without plus: 86 138 …; believed when what follows is a whole number. */
    private boolean namesCountry(String digits) {
        if (!digits.startsWith(country)) {
            return false;
        }
        String rest = digits.substring(country.length());
        return mobile.matcher(rest).matches()
                || !area.isEmpty()
                        && rest.startsWith(area)
                        && local.matcher(rest.substring(area.length())).matches();
    }

    private static Optional<String> longEnough(String digits) {
        return digits.length() > LONGEST_SHORT_CODE && digits.length() <= LONGEST
                ? Optional.of("+" + digits)
                : Optional.empty();
    }

    /** As people in the city dial it, for reading: the trunk prefix and area code, or the mobile number. */
    public String national(PhoneNumber number) {
        String prefix = "+" + country;
        if (country.isEmpty() || !number.value().startsWith(prefix)) {
            return number.value();
        }
        String digits = number.value().substring(prefix.length());
        String base = digits.split(";", 2)[0];
        String dialled = mobile.matcher(base).matches() ? digits : trunk + digits;
        return parse(dialled).filter(number::equals).isPresent() ? dialled : number.value();
    }

    /** The national form with its middle hidden: {@code 138****1234}. */
    public String masked(PhoneNumber number) {
        return Mask.phone(national(number));
    }
}
