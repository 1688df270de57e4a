package org.servicemap.appointments.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.text.LocalText;

/** From schedules to slots. */
class SlotPlanTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Set<DayOfWeek> WORK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Capacity TWO = new Capacity(2, 0, 0);

    private static Hours hours(String from, String to, int slot) {
        return new Hours(minute(from), minute(to), slot, TWO);
    }

    private static int minute(String clock) {
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }

    private static Template template(Set<DayOfWeek> days, Hours hours) {
        return new Template(1, LocalDate.of(2020, 1, 1), null, days, false, false, hours);
    }

    private static DayChange change(long id, boolean closed, String day, Hours hours) {
        return new DayChange(id, LocalDate.parse(day), LocalDate.parse(day), closed, hours);
    }

    private static SlotPlan plan(ZoneId zone, List<Template> templates, DayChange... changes) {
        return new SlotPlan(templates, List.of(changes), WorkingCalendar.PLAIN, zone);
    }

    private static List<String> starts(SlotPlan plan, String day) {
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm");
        return plan.between(LocalDate.parse(day), LocalDate.parse(day)).stream()
                .map(slot -> clock.format(slot.start().atZone(plan.zone())))
                .toList();
    }

    @Test
    void aDayIsCutIntoSlotsAndWhatIsLeftIsNone() {
        SlotPlan plan = plan(SHANGHAI, List.of(template(WORK, hours("09:00", "10:40", 30))));

        assertThat(starts(plan, "2026-03-02")).containsExactly("09:00", "09:30", "10:00");
        assertThat(starts(plan, "2026-03-07")).as("a Saturday").isEmpty();
    }

    @Test
    void eachQuotaHasItsOwnSlots() {
        Hours hours = new Hours(540, 570, 30, new Capacity(3, 1, 0));

        assertThat(plan(SHANGHAI, List.of(template(WORK, hours)))
                        .between(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 2)))
                .extracting(slot -> slot.quota().word() + " " + slot.capacity())
                .containsExactly("public 3", "internal 1");
    }

    @Test
    void holidaysAndMakeUpDaysAreTheCalendars() {
        var holidays = new TreeMap<LocalDate, LocalText>();
        holidays.put(LocalDate.of(2026, 10, 1), LocalText.of("zh", "国庆节"));
        WorkingCalendar calendar = new WorkingCalendar(
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                holidays,
                new TreeSet<>(Set.of(LocalDate.of(2026, 10, 10))));
        Template usual =
                new Template(1, LocalDate.of(2026, 1, 1), null, WORK, true, false, hours("09:00", "10:00", 60));
        Template saturday = template(Set.of(DayOfWeek.SATURDAY), hours("11:00", "12:00", 60));
        SlotPlan plan = new SlotPlan(List.of(usual, saturday), List.of(), calendar, SHANGHAI);

        assertThat(starts(plan, "2026-10-01")).as("a holiday, a Thursday").isEmpty();
        assertThat(starts(plan, "2026-10-10")).as("a Saturday that is worked").containsExactly("09:00");
        assertThat(starts(plan, "2026-10-17")).as("an ordinary Saturday").containsExactly("11:00");
    }

    @Test
    void validityEndsWithItsLastDay() {
        Template march = new Template(
                1, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31), ALL, false, false, hours("09:00", "10:00", 60));
        SlotPlan plan = plan(SHANGHAI, List.of(march));

        assertThat(plan.between(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 4, 30)))
                .hasSize(31);
    }

    @Test
    void theLaterChangeWins() {
        Template usual = template(WORK, hours("09:00", "12:00", 60));
        DayChange extra = change(5, false, "2026-03-02", hours("11:30", "12:30", 30));
        DayChange closure = change(6, true, "2026-03-02", hours("09:00", "10:00", 5));

        assertThat(starts(plan(SHANGHAI, List.of(usual), closure, extra), "2026-03-02"))
                .as("what extra hours meet they replace")
                .containsExactly("10:00", "11:30", "12:00");
        DayChange whole =
                new DayChange(7, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 3), true, new Hours(0, 1440, 5, TWO));
        assertThat(starts(plan(SHANGHAI, List.of(usual), extra, whole), "2026-03-02"))
                .isEmpty();
        assertThat(starts(
                        plan(
                                SHANGHAI,
                                List.of(usual),
                                change(8, false, "2026-03-02", hours("14:00", "15:00", 60)),
                                whole),
                        "2026-03-02"))
                .as("by id, not by place in the list")
                .containsExactly("14:00");
    }

    @Test
    void whereClocksGoForwardThereAreFewerSlotsAndNoneThatDoesNotExist() {
        SlotPlan night = plan(NEW_YORK, List.of(template(ALL, hours("00:00", "04:00", 30))));

        assertThat(starts(night, "2026-03-08")).containsExactly("00:00", "00:30", "01:00", "01:30", "03:00", "03:30");
        assertThat(starts(night, "2026-03-09")).hasSize(8);
    }

    @Test
    void whereClocksGoBackTheHourComesTwice() {
        SlotPlan night = plan(NEW_YORK, List.of(template(ALL, hours("00:00", "03:00", 60))));
        List<PlannedSlot> slots = night.between(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 1));

        assertThat(starts(night, "2026-11-01")).containsExactly("00:00", "01:00", "01:00", "02:00");
        assertThat(slots).extracting(PlannedSlot::start).doesNotHaveDuplicates();
        assertThat(starts(plan(SHANGHAI, night.templates()), "2026-11-01")).hasSize(3);
    }

    @Test
    void slotsAcrossMidnightBelongToTheDayOnWhichTheyStart() {
        SlotPlan plan = plan(SHANGHAI, List.of(template(Set.of(DayOfWeek.SATURDAY), new Hours(1380, 1500, 30, TWO))));

        assertThat(starts(plan, "2026-02-28")).containsExactly("23:00", "23:30");
        assertThat(starts(plan, "2026-03-01")).as("the Sunday").containsExactly("00:00", "00:30");
    }

    @Test
    void leapDayAndYearChangeAreDays() {
        SlotPlan plan = plan(SHANGHAI, List.of(template(ALL, new Hours(1380, 1500, 60, TWO))));

        assertThat(starts(plan, "2028-02-29")).containsExactly("00:00", "23:00");
        assertThat(plan.between(LocalDate.of(2027, 12, 31), LocalDate.of(2028, 1, 1)))
                .extracting(slot -> slot.day().toString())
                .containsExactly("2027-12-31", "2027-12-31", "2028-01-01", "2028-01-01");
    }

    @Test
    void templatesThatMeetAreFound() {
        Template morning = template(WORK, hours("09:00", "12:00", 30));
        Template noon = template(Set.of(DayOfWeek.FRIDAY), hours("11:30", "13:00", 30));
        Template weekend = template(Set.of(DayOfWeek.SUNDAY), hours("11:30", "13:00", 30));
        Template night = template(Set.of(DayOfWeek.THURSDAY), new Hours(1320, 1560, 30, TWO));
        Template early = template(Set.of(DayOfWeek.FRIDAY), hours("01:00", "02:30", 30));

        assertThat(SlotPlan.clash(List.of(morning, noon))).isPresent();
        assertThat(SlotPlan.clash(List.of(morning, weekend))).isEmpty();
        assertThat(SlotPlan.clash(List.of(early, night))).as("past midnight").isPresent();
        Template before = new Template(
                2,
                LocalDate.of(2019, 1, 1),
                LocalDate.of(2019, 12, 31),
                WORK,
                false,
                false,
                hours("09:00", "12:00", 30));
        assertThat(SlotPlan.clash(List.of(morning, before))).isEmpty();
    }

    @Test
    void aScheduleThatCannotBeNamesItsField() {
        assertThatThrownBy(() -> new Capacity(-1, 0, 0)).extracting("field").isEqualTo("public_capacity");
        assertThatThrownBy(() -> hours("12:00", "09:00", 30))
                .extracting("field")
                .isEqualTo("to");
        assertThatThrownBy(() -> hours("09:00", "10:00", 0)).extracting("field").isEqualTo("slot_minutes");
        assertThatThrownBy(() -> template(Set.of(), hours("09:00", "10:00", 30)))
                .extracting("field")
                .isEqualTo("weekdays");
    }

    /** Against a walk over the minutes of the time line, which knows nothing of stretches. */
    @Test
    void noTwoSlotsOverlapAndAllLieWithinTheirHours() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            ZoneId zone = random.nextBoolean() ? NEW_YORK : SHANGHAI;
            List<Template> templates = randomTemplates(random);
            SlotPlan plan = plan(zone, templates, randomChange(random, 1), randomChange(random, 2));
            LocalDate from = LocalDate.of(2026, random.nextBoolean() ? 3 : 11, 1);
            List<PlannedSlot> slots = plan.between(from, from.plusDays(9));
            for (int i = 1; i < slots.size(); i++) {
                assertThat(slots.get(i).start())
                        .isAfterOrEqualTo(slots.get(i - 1).end());
            }
            assertThat(slots).allSatisfy(slot -> {
                assertThat(Duration.between(slot.start(), slot.end())).isPositive();
                assertThat(LocalDate.ofInstant(slot.start(), zone)).isEqualTo(slot.day());
            });
        }
    }

    private static List<Template> randomTemplates(SplittableRandom random) {
        return IntStream.range(0, 3)
                .mapToObj(i -> {
                    int from = random.nextInt(1440);
                    int to = from + 30 + random.nextInt(1410);
                    return template(ALL, new Hours(from, to, 5 + random.nextInt(60), TWO));
                })
                .toList();
    }

    private static DayChange randomChange(SplittableRandom random, long id) {
        int from = random.nextInt(1440);
        LocalDate day = LocalDate.of(2026, random.nextBoolean() ? 3 : 11, 1).plusDays(random.nextInt(9));
        return new DayChange(
                id,
                day,
                day.plusDays(random.nextInt(3)),
                random.nextBoolean(),
                new Hours(from, from + 30 + random.nextInt(1410), 20, TWO));
    }
}
