package org.servicemap.courtyard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.areas.City;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Message;
import org.servicemap.notifications.Outbox;
import org.servicemap.units.Unit;

/** Messages to a proposal's author, and to its supporters who want them, in the transaction of what they tell of. */
record ProposalNotices(Outbox outbox, PersonalCipher cipher, VoiceStore voices, Supplier<City> city, String publicUrl) {
    private static final String NOTHING = "—";

    /** Tells the author alone: what the community said before others read it. */
    void author(Handle handle, Proposal proposal, String template, @Nullable String words) {
        Long account = proposal.account();
        if (account != null && proposal.tell()) {
            send(handle, account, proposal.language(), template, proposal, words);
        }
    }

    /** Tells the author and the supporters. */
    void all(Handle handle, Proposal proposal, String template, String words) {
        author(handle, proposal, template, words);
        for (VoiceStore.Listener listener : voices.listeners(handle, proposal.id())) {
            send(handle, listener.account(), listener.language(), template, proposal, words);
        }
    }

    /** Tells the community's unit: by e-mail, or on the outbox page where it has none. */
    void staff(Handle handle, Community community, Proposal proposal, String template) {
        Unit unit = community.unit();
        if (unit == null) {
            return;
        }
        String email = unit.contacts().get("email");
        String language = city.get().defaultLanguage();
        Map<String, String> params = params(proposal, null);
        params.put("page", publicUrl + "/courtyard?view=desk&area=" + proposal.area());
        outbox.append(
                handle,
                email == null
                        ? Message.of(Channel.PAGE, unit.code(), template, language, params)
                        : Message.of(Channel.EMAIL, email, template, language, params));
    }

    private void send(
            Handle handle, long account, String language, String template, Proposal proposal, @Nullable String words) {
        Map<String, String> params = params(proposal, words);
        for (Accounts.LoginContact contact : Accounts.contactsOf(handle, List.of(account))) {
            Channel channel = contact.kind().equals("phone") ? Channel.SMS : Channel.EMAIL;
            String to = cipher.open(contact.sealed(), "account." + contact.kind());
            outbox.append(handle, Message.of(channel, to, template, known(language), params));
        }
    }

    private Map<String, String> params(Proposal proposal, @Nullable String words) {
        Map<String, String> params = new HashMap<>();
        params.put("title", proposal.title());
        params.put("words", words == null ? NOTHING : words);
        params.put(
                "day",
                proposal.answerBy() == null ? NOTHING : proposal.answerBy().toString());
        params.put("page", publicUrl + "/courtyard?area=" + proposal.area() + "&proposal=" + proposal.id());
        return params;
    }

    private String known(String language) {
        return city.get().languages().contains(language) ? language : city.get().defaultLanguage();
    }
}
