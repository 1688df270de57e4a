package org.servicemap.appointments;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.places.Place;

/** A booking as a calendar file (RFC 5545): one event in UTC, with a reminder two hours before. */
record CalendarFile(HallPlaces places, Supplier<City> city, Clock clock) {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final int LINE = 75;

    String of(Booking booking, String language) {
        Place place = places.find(booking.hall()).orElse(null);
        String fallback = city.get().defaultLanguage();
        String name = place == null ? booking.hall() : place.name().in(language, fallback);
        String address = place == null ? "" : place.address().in(language, fallback);
        String number = booking.number();
        String spoken = number == null ? "" : new BookingNumber(number).spoken();
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//ServiceMap//Appointments//EN");
        line(file, "BEGIN:VEVENT");
        line(file, "UID:booking-" + booking.id() + "@" + city.get().id());
        line(file, "DTSTAMP:" + utc(clock.instant()));
        line(file, "DTSTART:" + utc(booking.start()));
        line(file, "DTEND:" + utc(booking.end()));
        line(file, "SUMMARY:" + escaped(name + (spoken.isEmpty() ? "" : " (" + spoken + ")")));
        line(file, "LOCATION:" + escaped(address.isEmpty() ? name : name + ", " + address));
        line(file, geo(place));
        line(file, "STATUS:" + status(booking.state()));
        line(file, "BEGIN:VALARM");
        line(file, "ACTION:DISPLAY");
        line(file, "DESCRIPTION:" + escaped(name));
        line(file, "TRIGGER:-PT2H");
        line(file, "END:VALARM");
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString();
    }

    private static String status(BookingState state) {
        return switch (state) {
            case HELD -> "TENTATIVE";
            case CANCELLED, EXPIRED, NO_SHOW -> "CANCELLED";
            case CONFIRMED, ARRIVED, SERVED -> "CONFIRMED";
        };
    }

    private static String geo(@Nullable Place place) {
        return place == null
                ? ""
                : "GEO:" + place.point().lat() + ";" + place.point().lon();
    }

    private static String utc(Instant moment) {
        return UTC.format(moment.atOffset(ZoneOffset.UTC));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("[\\r\\n]+", "\\\\n");
    }

    /** Folded before 75 octets, never inside a character. */
    private static void line(StringBuilder file, String line) {
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int character = line.codePointAt(i);
            String text = Character.toString(character);
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LINE) {
                file.append("\r\n ");
                octets = 1;
            }
            file.append(text);
            octets += length;
            i += Character.charCount(character);
        }
        file.append(line.isEmpty() ? "" : "\r\n");
    }
}
