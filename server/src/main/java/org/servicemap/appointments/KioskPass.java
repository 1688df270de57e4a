package org.servicemap.appointments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.servicemap.accounts.personal.BlindIndex;

/**
 * What a hall's kiosk shows so that it may hand out tickets with nobody logged in: the last day on which it holds, and a keyed hash of it
 * with the hall and the hall's series, a number that grows when all passes are to end. Good for one hall and for nothing else.
 */
record KioskPass(Supplier<BlindIndex> keyed, ToIntFunction<String> series, Clock clock) {
    private static final int DAYS = 180;
    /** 128 bits. */
    private static final int BYTES = 16;

    /** As it is carried, {@code 2026-12-31.0f…}. */
    record Issued(String pass, LocalDate lastDay) {}

    Issued issue(String hall) {
        LocalDate last = today().plusDays(DAYS);
        return new Issued(last + "." + signature(hall, last), last);
    }

    /** {@code bad_kiosk_pass} unless it is this hall's and still holds. */
    void require(String hall, String pass) {
        int dot = pass.indexOf('.');
        if (dot < 0 || !holds(hall, pass.substring(0, dot), pass.substring(dot + 1))) {
            throw new AppointmentException(
                    AppointmentException.BAD_PASS,
                    "pass",
                    "this kiosk is not set up for this hall, or its pass has run out");
        }
    }

    private boolean holds(String hall, String day, String signature) {
        try {
            LocalDate last = LocalDate.parse(day);
            return !today().isAfter(last) && same(signature(hall, last), signature);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String hall, LocalDate last) {
        byte[] hash = keyed.get().of("kiosk.pass", last + "\n" + series.applyAsInt(hall) + "\n" + hall);
        return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
