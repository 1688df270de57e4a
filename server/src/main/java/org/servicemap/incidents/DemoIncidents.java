package org.servicemap.incidents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/**
 * What goes on in the demo city: something that many ask about now, something that is over, and works that are announced. Made once,
 * where there is no incident at all; all of it is invented.
 */
public final class DemoIncidents {
    private static final Duration SINCE = Duration.ofMinutes(40);
    private static final Duration STILL = Duration.ofHours(5);
    private static final Duration AHEAD = Duration.ofHours(20);
    private static final Duration WORKS = Duration.ofHours(8);

    private final Database database;
    private final Incidents incidents;
    private final Clock clock;

    public DemoIncidents(Database database, Incidents incidents, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.clock = clock;
    }

    /**
     * Makes them for the city's first kinds of works, where there are none; of several servers that start at once, one does.
     *
     * @param level of the areas that they take up
     * @param codes of three areas
     * @return how many were made
     */
    public int create(String level, List<String> codes) {
        return database.alone("demo incidents", () -> createAlone(level, codes));
    }

    private int createAlone(String level, List<String> codes) {
        List<Map.Entry<String, IncidentRules.Work>> works =
                List.copyOf(incidents.rules().works().entrySet());
        if (works.size() < 3 || codes.size() < 3 || !incidents.list(null, 0, 1).isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        incidents.open(
                Caller.ANONYMOUS,
                said(
                        works.get(0).getValue(),
                        "抢修人员已到场，预计今日恢复，请勿重复来电。",
                        "Repair is under way; it should be over today. There is no need to call again.",
                        incidents.outlines().area(level, codes.get(0)),
                        now.minus(SINCE),
                        now.plus(STILL)));
        over(works.get(1).getValue(), incidents.outlines().area(level, codes.get(1)), now);
        planned(works.get(2), incidents.outlines().area(level, codes.get(2)), now);
        return 3;
    }

    private void over(IncidentRules.Work work, Outline outline, Instant now) {
        Incident made = incidents.open(
                Caller.ANONYMOUS,
                said(work, "设备故障，正在抢修。", "A fault; it is being repaired.", outline, now.minus(STILL), now));
        incidents.end(
                Caller.ANONYMOUS,
                made.id(),
                made.version(),
                LocalText.of("zh", "故障已排除，已恢复正常。", "en", "The fault was repaired; all is back to normal."),
                "solved");
    }

    private void planned(Map.Entry<String, IncidentRules.Work> work, Outline outline, Instant now) {
        Announcement said = said(
                work.getValue(),
                "管网改造，请提前做好准备。",
                "The network is renewed; please prepare for it.",
                outline,
                now.plus(AHEAD),
                now.plus(AHEAD).plus(WORKS));
        Incident.Origin origin = new Incident.Origin("demo", "DEMO-1", work.getKey());
        database.useTransaction(
                handle -> incidents.put(handle, Caller.ANONYMOUS, incidents.notice(Caller.ANONYMOUS, said, origin)));
    }

    private static Announcement said(
            IncidentRules.Work work, String zh, String en, Outline outline, Instant from, Instant to) {
        return new Announcement(work.name(), LocalText.of("zh", zh, "en", en), work.categories(), outline, from, to);
    }
}
