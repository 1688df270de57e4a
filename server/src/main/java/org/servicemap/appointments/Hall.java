package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * A place that takes bookings, with its queues.
 *
 * @param place code of the place
 * @param plannedUntil up to which day slots have been made
 * @param version grows with every change
 */
record Hall(String place, HallSettings settings, @Nullable LocalDate plannedUntil, int version, List<Queue> queues) {
    Hall {
        queues = List.copyOf(queues);
    }

    /**
     * One line of people, before one or several counters.
     *
     * @param letter before its ticket numbers
     * @param matters by code
     */
    record Queue(long id, String code, LocalText name, String letter, Map<String, Served> matters) {
        Queue {
            matters = Map.copyOf(matters);
        }

        /** Slots in a row that a visit for these matters takes; empty when one of them is not served. */
        Optional<Integer> slotsFor(Collection<String> wanted) {
            List<Served> served = served(wanted);
            return served.isEmpty()
                    ? Optional.empty()
                    : Optional.of(served.stream().mapToInt(Served::slots).sum());
        }

        boolean isCityWide(Collection<String> wanted) {
            List<Served> served = served(wanted);
            return !served.isEmpty() && served.stream().allMatch(Served::cityWide);
        }

        /** None when not all of them are served. */
        private List<Served> served(Collection<String> wanted) {
            List<Served> served = new ArrayList<>();
            for (String matter : wanted) {
                Served each = matters.get(matter);
                if (each == null) {
                    return List.of();
                }
                served.add(each);
            }
            return served;
        }
    }

    /**
     * A matter at a queue.
     *
     * @param slots in a row that it takes
     * @param cityWide for everyone; else only where the place is in charge
     */
    record Served(int slots, boolean cityWide) {}

    /** Those that can do all of these matters in one visit. */
    List<Queue> queuesFor(Collection<String> wanted) {
        return queues.stream()
                .filter(queue -> queue.slotsFor(wanted).isPresent())
                .toList();
    }

    Optional<Queue> findQueue(String code) {
        return queues.stream().filter(queue -> queue.code().equals(code)).findFirst();
    }

    Optional<Queue> findQueue(long id) {
        return queues.stream().filter(queue -> queue.id() == id).findFirst();
    }
}
