package org.servicemap.appointments;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Message;
import org.servicemap.notifications.Outbox;
import org.servicemap.places.Place;
import org.servicemap.storage.Writes;
import org.servicemap.text.LocalText;

/** Messages to those who booked, appended in the transaction of what they tell of. Times are the hall's. */
record BookingNotices(Outbox outbox, HallPlaces places, Halls halls, Supplier<City> city, String publicUrl) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String NOTHING = "—";

    /**
     * @param token of the link; null where it is not known any more
     * @param more words beside number, place, time and link
     */
    void send(
            Writes writes,
            String template,
            Booking booking,
            Contact contact,
            @Nullable String token,
            Map<String, String> more) {
        String language = language(contact);
        Map<String, String> words = new HashMap<>(more);
        words.put("number", more.getOrDefault("spoken", spoken(booking)));
        words.put("place", place(booking.hall(), language));
        words.put("time", time(booking.hall(), booking.start()));
        words.put("link", token == null ? NOTHING : link(booking, token));
        to(
                contact,
                (channel, address) ->
                        outbox.append(writes, message(channel, address, template, language, words, booking)));
    }

    /** Instead of a booking that has to move. */
    void offer(Writes writes, Booking booking, Bookings.Held offer, Contact contact, Instant until) {
        Map<String, String> words = new HashMap<>();
        words.put("old_place", place(booking.hall(), language(contact)));
        words.put("old_time", time(booking.hall(), booking.start()));
        words.put("until", time(offer.booking().hall(), until));
        words.put("spoken", spoken(booking));
        send(writes, "booking_offer", offer.booking(), contact, offer.token(), words);
    }

    /** The way back to a place in the waiting list, and out of it. */
    void waits(Writes writes, long entry, String token, Waitlist.Wish wish, Contact contact) {
        String hall = wish.hall();
        Map<String, String> words = Map.of(
                "place",
                hall == null ? NOTHING : place(hall, language(contact)),
                "first",
                wish.firstDay().toString(),
                "last",
                wish.lastDay().toString(),
                "link",
                publicUrl + "/appointment#waiting=" + entry + "." + token);
        Instant until = wish.lastDay().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        String template = hall == null ? "waitlist_joined_anywhere" : "waitlist_joined";
        to(
                contact,
                (channel, address) -> outbox.append(
                        writes,
                        Message.of(channel, address, template, language(contact), words)
                                .until(until)));
    }

    /** The waiting is over without a booking. */
    void waitedInVain(Writes writes, Waitlist.Wish wish, Contact contact) {
        String hall = wish.hall();
        String language = language(contact);
        Map<String, String> words = Map.of(
                "place", hall == null ? NOTHING : place(hall, language),
                "first", wish.firstDay().toString(),
                "last", wish.lastDay().toString());
        String template = hall == null ? "waitlist_ended_anywhere" : "waitlist_ended";
        to(
                contact,
                (channel, address) -> outbox.append(writes, Message.of(channel, address, template, language, words)));
    }

    private static void to(Contact contact, BiConsumer<Channel, String> each) {
        each.accept(Channel.SMS, contact.phone());
        String email = contact.email();
        if (email != null) {
            each.accept(Channel.EMAIL, email);
        }
    }

    private String language(Contact contact) {
        return contact.language().isEmpty() ? city.get().defaultLanguage() : contact.language();
    }

    /** After the visit nobody needs it. */
    private static Message message(
            Channel channel, String to, String template, String language, Map<String, String> words, Booking booking) {
        return Message.of(channel, to, template, language, words).until(booking.end());
    }

    private static String spoken(Booking booking) {
        String number = booking.number();
        return number == null ? NOTHING : new BookingNumber(number).spoken();
    }

    private String place(String hall, String language) {
        LocalText name = places.known(hall).map(Place::name).orElse(LocalText.of("und", hall));
        return name.in(language, city.get().defaultLanguage());
    }

    String time(String hall, Instant moment) {
        ZoneId zone = halls.find(hall)
                .map(found -> found.settings().zoneId())
                .orElseGet(() -> city.get().zone());
        return TIME.format(moment.atZone(zone));
    }

    /** Behind the #, which no server is sent. */
    private String link(Booking booking, String token) {
        return publicUrl + "/appointment#booking=" + booking.id() + "." + token;
    }
}
