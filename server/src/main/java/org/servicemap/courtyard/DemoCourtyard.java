package org.servicemap.courtyard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.CitizenAccounts;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** A lively courtyard for the demo city: two notices and proposals in several states in its first community. All of it is invented. */
final class DemoCourtyard {
    private static final int NEIGHBOURS = 12;

    private final Database database;
    private final Communities communities;
    private final ProposalStore store;
    private final Proposals proposals;
    private final Clock clock;

    DemoCourtyard(Database database, Communities communities, ProposalStore store, Proposals proposals, Clock clock) {
        this.database = database;
        this.communities = communities;
        this.store = store;
        this.proposals = proposals;
        this.clock = clock;
    }

    private record Idea(
            String title, String words, @Nullable String nickname, int voices, int daysAgo) {}

    private static final List<Idea> IDEAS = List.of(
            new Idea("在北门加一排长椅", "北门等车的老人多，没有地方坐。建议靠围墙放三张带靠背的长椅。", "老李", 9, 6),
            new Idea("给自行车棚装灯", "车棚晚上很暗，找车、锁车都不方便，装两盏感应灯就够了。", null, 7, 20),
            new Idea("周末开放活动室给孩子看书", "周六下午活动室空着，可以开放给孩子们看书，家长轮流值班。", null, 4, 2));

    /** Once, where there is no proposal at all; safe when two servers start at once. */
    int create() {
        List<Community> all = communities.all();
        Community community =
                all.stream().filter(each -> each.unit() != null).findFirst().orElse(null);
        if (community == null) {
            return 0;
        }
        return database.inTransaction(handle -> {
            handle.execute("LOCK TABLE courtyard_proposals IN SHARE ROW EXCLUSIVE MODE");
            boolean any = handle.createQuery(
                            "SELECT EXISTS (SELECT FROM courtyard_proposals) OR EXISTS (SELECT FROM courtyard_notices)")
                    .mapTo(Boolean.class)
                    .one();
            if (any) {
                return 0;
            }
            List<Long> residents = residents(handle, community);
            notices(handle, community);
            int made = 0;
            for (Idea idea : IDEAS) {
                propose(handle, community, residents, idea, made++);
            }
            return made;
        });
    }

    private List<Long> residents(Handle handle, Community community) {
        CitizenAccounts citizens = new CitizenAccounts(database);
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            long id = citizens.create(handle, "示例居民 " + (i + 1)).id();
            handle.createUpdate("""
                            INSERT INTO residencies (account, unit, status, decided_at) VALUES (:id, :unit, 'confirmed', :now)
                            """)
                    .bind("id", id)
                    .bind(
                            "unit",
                            java.util.Objects.requireNonNull(community.unit()).code())
                    .bind("now", ProposalStore.utc(clock.instant()))
                    .execute();
            made.add(id);
        }
        return made;
    }

    private void notices(Handle handle, Community community) {
        LocalDate today = proposals.today();
        insert(
                handle,
                community,
                LocalText.of("zh", "周六上午集中清理楼道", "en", "Stairways are cleared on Saturday morning"),
                LocalText.of(
                        "zh",
                        "本周六 9:00—11:30 集中清理楼道堆物，请提前收好自家物品；大件垃圾可放到东门临时堆放点，当天清运。",
                        "en",
                        "On Saturday, 9:00 to 11:30, stairways are cleared. Please take in what is yours; bulky waste can be left at"
                                + " the east gate and is taken away the same day."),
                today.minusDays(1),
                today.plusDays(6));
        insert(
                handle,
                community,
                LocalText.of("zh", "老年助餐点恢复供餐", "en", "Meals for elderly residents are served again"),
                LocalText.of(
                        "zh",
                        "助餐点周一至周五 11:00—12:30 供餐，行动不便的居民可电话预约送餐。",
                        "en",
                        "Monday to Friday, 11:00 to 12:30. Whoever cannot come can ask for delivery by phone."),
                today.minusDays(4),
                today.plusDays(30));
    }

    private void insert(
            Handle handle, Community community, LocalText title, LocalText words, LocalDate first, LocalDate last) {
        Notices.insert(
                handle, new Notice(database.nextId(), community.code(), title, words, first, last, false, 1), null);
    }

    private void propose(Handle handle, Community community, List<Long> residents, Idea idea, int nth) {
        Instant at = clock.instant().minus(Duration.ofDays(idea.daysAgo()));
        LocalDate by = LocalDate.ofInstant(at, communities.city().zone()).plusDays(14);
        long id = database.nextId();
        LonLat point = community
                .snapshot()
                .directory()
                .labelPoint(
                        community.snapshot().directory().children(community.ordinal()).length == 0
                                ? community.ordinal()
                                : child(community, nth));
        ProposalText text = new ProposalText(
                idea.title(), idea.words(), idea.nickname(), nth == 2 ? null : point, null, null, false, "zh");
        store.insert(handle, id, community.code(), residents.get(nth), text, at);
        store.append(handle, id, at, "proposed", null, null);
        store.publish(handle, id, by, at);
        store.append(handle, id, at, "published", null, 0L);
        VoiceStore voices = new VoiceStore();
        for (int i = 0; i < idea.voices(); i++) {
            voices.support(handle, id, residents.get((nth + 1 + i) % NEIGHBOURS), false, "zh", at);
        }
        if (nth == 1) {
            store.move(handle, id, Proposal.State.DECLINED);
            store.append(handle, id, at.plus(Duration.ofDays(5)), "declined", "车棚将在下月整体改造，改造方案已包含感应照明，不再单独安装。", 0L);
        }
    }

    private static int child(Community community, int nth) {
        int[] children = community.snapshot().directory().children(community.ordinal());
        return children[nth % children.length];
    }
}
