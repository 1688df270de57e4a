package org.servicemap.appointments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.servicemap.accounts.personal.BlindIndex;

/**
 * What a hall's kiosk shows so that it may hand out tickets with nobody logged in: the last day on which it holds, a random word that
 * tells this kiosk from the hall's others, and a keyed hash of both with the hall and the hall's series, a number that grows when all
 * passes are to end. Good for one hall and for nothing else. Passes of before have no such word; they hold until their day, and are
 * one kiosk for as long.
 */
record KioskPass(Supplier<BlindIndex> keyed, ToIntFunction<String> series, Clock clock) {
    private static final int DAYS = 180;
    /** 128 bits. */
    private static final int BYTES = 16;
    /** 48 bits: enough that no two kiosks of a hall have the same. */
    private static final int OWN_BYTES = 6;

    private static final Pattern FORM = Pattern.compile("([0-9-]{10})(?:\\.([0-9a-f]{12}))?\\.([0-9a-f]{32})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As it is carried, {@code 2026-12-31.8b….0f…}. */
    record Issued(String pass, LocalDate lastDay) {}

    Issued issue(String hall) {
        LocalDate last = today().plusDays(DAYS);
        byte[] own = new byte[OWN_BYTES];
        RANDOM.nextBytes(own);
        String kiosk = last + "." + HexFormat.of().formatHex(own);
        return new Issued(kiosk + "." + signature(hall, kiosk), last);
    }

    /**
     * {@code bad_kiosk_pass} unless it is this hall's and still holds.
     *
     * @return what tells this kiosk from the hall's others
     */
    String require(String hall, String pass) {
        Matcher form = FORM.matcher(pass);
        if (!form.matches() || !holds(hall, form)) {
            throw new AppointmentException(
                    AppointmentException.BAD_PASS,
                    "pass",
                    "this kiosk is not set up for this hall, or its pass has run out");
        }
        return kiosk(form);
    }

    private boolean holds(String hall, Matcher form) {
        try {
            LocalDate last = LocalDate.parse(form.group(1));
            return !today().isAfter(last) && same(signature(hall, kiosk(form)), form.group(3));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String kiosk(Matcher form) {
        String own = form.group(2);
        return own == null ? form.group(1) : form.group(1) + "." + own;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String hall, String kiosk) {
        byte[] hash = keyed.get().of("kiosk.pass", kiosk + "\n" + series.applyAsInt(hall) + "\n" + hall);
        return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
