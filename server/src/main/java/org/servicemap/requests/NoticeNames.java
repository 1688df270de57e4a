package org.servicemap.requests;

import java.util.EnumMap;
import java.util.Map;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.text.LocalText;

/** What messages to units call that which happened. */
final class NoticeNames {
    private static final Map<Notice.Kind, LocalText> NAMES = new EnumMap<>(Notice.Kind.class);

    static {
        name(Notice.Kind.COPIED, "抄送", "copied to you");
        name(Notice.Kind.RETURNED, "已收回", "taken back");
        name(Notice.Kind.LINKED, "已并入其他工单", "follows another request now");
        name(Notice.Kind.DISPUTE_DECIDED, "派单异议已裁定", "the dispute was decided");
        name(Notice.Kind.FACTS_ADDED, "诉求人补充了情况", "the petitioner added something");
        name(Notice.Kind.ASSISTANCE_ASKED, "请求协助", "your help is asked for");
        name(Notice.Kind.WHISTLE_DECLINED, "部门拒绝报到", "a summoned unit declined");
        name(Notice.Kind.EXTENSION_REFUSED, "延期未获批准", "more time was refused");
        name(Notice.Kind.SUPERVISED, "督办", "under supervision");
        name(Notice.Kind.WITHDRAWN, "诉求已撤回", "withdrawn by the petitioner");
    }

    private NoticeNames() {}

    private static void name(Notice.Kind kind, String zh, String en) {
        NAMES.put(kind, LocalText.of("zh", zh, "en", en));
    }

    /** Of what has a message of its own, the word of the interface. */
    static LocalText of(Notice.Kind kind) {
        return NAMES.getOrDefault(kind, LocalText.of("und", kind.key()));
    }
}
