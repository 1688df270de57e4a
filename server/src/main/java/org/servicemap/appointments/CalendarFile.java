package org.servicemap.appointments;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.Related;
import biweekly.property.Geo;
import biweekly.property.Status;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Place;

/** A booking as a calendar file (RFC 5545): one event in UTC, with a reminder two hours before. Thread-safe. */
record CalendarFile(HallPlaces places, Supplier<City> city, Clock clock) {
    private static final int REMINDER_HOURS = 2;
    /** Octets of a line, its break not counted. */
    private static final int LINE = 75;

    String of(Booking booking, String language) {
        Place place = places.known(booking.hall()).orElse(null);
        String fallback = city.get().defaultLanguage();
        Where where = place == null
                ? new Where(booking.hall(), "", null)
                : new Where(place.name().in(language, fallback), place.address().in(language, fallback), place.point());
        return text(booking, "booking-" + booking.id() + "@" + city.get().id(), where, clock.instant());
    }

    /** Where the visit goes, in words of one language. */
    record Where(String name, String address, @Nullable LonLat point) {
        private String line() {
            return address.isEmpty() ? name : name + ", " + address;
        }
    }

    static String text(Booking booking, String uid, Where where, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//ServiceMap//Appointments//EN");
        calendar.addEvent(event(booking, uid, where, now));
        return folded(written(calendar));
    }

    private static VEvent event(Booking booking, String uid, Where where, Instant now) {
        VEvent event = new VEvent();
        event.setUid(uid);
        event.setDateTimeStamp(Date.from(now));
        event.setSequence(revision(now));
        event.setDateStart(Date.from(booking.start()), true);
        event.setDateEnd(Date.from(booking.end()), true);
        event.setSummary(where.name() + spoken(booking.number()));
        event.setLocation(where.line());
        LonLat point = where.point();
        if (point != null) {
            event.setGeo(new Geo(point.lat(), point.lon()));
        }
        event.setStatus(status(booking.state()));
        event.addAlarm(reminder(where.name()));
        return event;
    }

    /** A calendar takes a later file for the newer one: minutes since 1970 only ever grow. */
    private static int revision(Instant now) {
        return (int) (now.getEpochSecond() / 60);
    }

    private static VAlarm reminder(String text) {
        Duration before = Duration.builder().prior(true).hours(REMINDER_HOURS).build();
        return VAlarm.display(new Trigger(before, Related.START), text);
    }

    private static String spoken(@Nullable String number) {
        return number == null ? "" : " (" + new BookingNumber(number).spoken() + ")";
    }

    private static Status status(BookingState state) {
        return switch (state) {
            case HELD -> Status.tentative();
            case CANCELLED, EXPIRED, NO_SHOW -> Status.cancelled();
            case CONFIRMED, ARRIVED, SERVED -> Status.confirmed();
        };
    }

    /** With whole lines: the library folds after so many characters, the standard asks for octets. */
    private static String written(ICalendar calendar) {
        StringWriter text = new StringWriter();
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Lines of at most 75 octets, never broken inside a character. */
    private static String folded(String text) {
        StringBuilder file = new StringBuilder(text.length() + 32);
        int[] octets = {0};
        text.codePoints().forEach(character -> {
            int length = octets(character);
            boolean ends = character == '\r' || character == '\n';
            if (!ends && octets[0] + length > LINE) {
                file.append("\r\n ");
                octets[0] = 1;
            }
            file.appendCodePoint(character);
            octets[0] = ends ? 0 : octets[0] + length;
        });
        return file.toString();
    }

    /** Of a character in UTF-8. */
    private static int octets(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
