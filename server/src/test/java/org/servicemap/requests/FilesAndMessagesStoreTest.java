package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.servicemap.attachments.AttachmentException;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.OutboxEntry;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What a step tells people, and the photos that come with it, in the step's own transaction. */
@OnEveryDatabase
class FilesAndMessagesStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");

    private final Database database;
    private final Town town;

    FilesAndMessagesStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void thePetitionerIsToldTheNumberAndTheCodeAndTheUnitItsWork() {
        Receipt receipt = town.file("CITY-WASTE");

        List<OutboxEntry> messages = messages(receipt);
        assertThat(messages).extracting(OutboxEntry::template).contains("received", "work_given", "work_changed");
        OutboxEntry received = one(messages, "received");
        assertThat(received.channel()).isEqualTo(Channel.SMS);
        assertThat(received.recipientMasked()).doesNotContain("13800001234");
        Delivery opened = read(received);
        assertThat(opened.recipient()).contains("13800001234");
        assertThat(opened.text())
                .contains(receipt.request().number().digits(), receipt.code().grouped());
        assertThat(read(one(messages, "work_given")).text())
                .contains(receipt.request().number().digits());
    }

    @Test
    void aReplyReachesThePetitionerWithALinkThatHoldsNoCode() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.NONE);
        act(receipt, Action.CONTACT, ActionInput.NONE);
        handle(receipt, List.of());

        String text = read(one(messages(receipt), "handled")).text();

        assertThat(text)
                .contains("已清理完毕")
                .contains("https://map.example.org/follow?number="
                        + receipt.request().number().digits())
                .doesNotContain(receipt.code().grouped());
    }

    @Test
    void whoseMatterIsNotSolvedIsToldThatItIsWorkedOnAgain() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.NONE);
        handle(receipt, List.of());
        ActionInput unsolved = ActionInput.builder()
                .flag(Input.CONTACTED, true)
                .flag(Input.SOLVED, false)
                .text(Input.SATISFACTION, "dissatisfied")
                .build();
        town.requests.act(
                receipt.request().id(), Action.CALL_BACK, unsolved, Requests.Right.of(Author.PETITIONER), null);

        OutboxEntry told = one(messages(receipt), "reopened");

        assertThat(told.channel()).isEqualTo(Channel.SMS);
        assertThat(read(told).recipient()).contains("13800001234");
        assertThat(read(told).text()).contains(receipt.request().number().digits(), "重新办理");
    }

    @Test
    void unitsReadWhatHappenedInTheirOwnLanguage() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.NONE);
        ActionInput raised = ActionInput.builder()
                .text(Input.UNIT, "D01")
                .text(Input.REASON, "涉及多个部门")
                .build();

        act(receipt, Action.ESCALATE, raised);
        town.requests.act(
                receipt.request().id(), Action.WITHDRAW, ActionInput.NONE, Requests.Right.of(Author.PETITIONER), null);

        List<OutboxEntry> messages = messages(receipt);
        assertThat(read(one(messages, "work_escalated")).text()).contains("升级").doesNotContain("到期");
        assertThat(messages.stream()
                        .filter(each -> each.template().equals("work_changed"))
                        .map(each -> read(each).text()))
                .anyMatch(text -> text.contains("诉求已撤回"))
                .noneMatch(text -> text.matches("(?s).*（[a-z_]+）.*"));
    }

    @Test
    void aRefusedStepTellsNobody() {
        Receipt receipt = town.file("CITY-WASTE");
        int before = messages(receipt).size();

        assertThatThrownBy(() -> handle(receipt, List.of("1.nothing"))).isInstanceOf(AttachmentException.class);
        assertThatThrownBy(() -> act(receipt, Action.CALL_BACK, ActionInput.NONE))
                .isInstanceOf(RuntimeException.class);

        assertThat(messages(receipt)).hasSize(before);
    }

    @Test
    void webhooksAreToldWithoutPersonalData() {
        var made = town.webhooks.subscribe("S001", "https://unit.example.org/hook", List.of("*"), null);
        try {
            Receipt receipt = town.file("CITY-WASTE");

            List<OutboxEntry> told = town.outbox.list(new OutboxFilter(null, Channel.WEBHOOK, null, null, 50));
            String all = told.stream().map(entry -> read(entry).text()).reduce("", String::concat);
            assertThat(all)
                    .contains(receipt.request().number().digits(), "\"request.dispatched\"")
                    .doesNotContain("13800001234", "李雷", "垃圾");
        } finally {
            town.webhooks.unsubscribe(made.subscription().id());
        }
    }

    @Test
    void photosOfAFilingAreTheRequestsAndTheirKeysAreNotKept() throws IOException {
        String key = upload();
        Filing plain = Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), Town.CONTACT);
        Receipt receipt = town.intake.file(withFiles(plain, List.of(key)), Author.PETITIONER);

        List<RequestFiles.Item> files = files(receipt);
        assertThat(files).extracting(RequestFiles.Item::kind).containsExactly(RequestFiles.FILED);
        String history = history(receipt);
        assertThat(history).contains("\"attachments\":[\"" + files.get(0).ref().id() + "\"]");
        assertThat(history).doesNotContain(key.substring(key.indexOf('.') + 1));
        assertThatThrownBy(() -> town.intake.file(withFiles(plain, List.of(key)), Author.PETITIONER))
                .as("a key works once")
                .isInstanceOf(AttachmentException.class);
    }

    @Test
    void aFilingWithAPhotoThatIsGoneIsNotFiled() {
        Filing plain = Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), Town.CONTACT);
        int before = count();

        assertThatThrownBy(() -> town.intake.file(withFiles(plain, List.of("12.abc")), Author.PETITIONER))
                .isInstanceOf(AttachmentException.class);

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aProofPhotoComesWithTheReply() throws IOException {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.NONE);
        act(receipt, Action.CONTACT, ActionInput.NONE);
        handle(receipt, List.of(upload()));

        assertThat(files(receipt)).extracting(RequestFiles.Item::kind).containsExactly(RequestFiles.PROOF);
    }

    private static Filing withFiles(Filing plain, List<String> keys) {
        return new Filing(
                plain.channel(),
                plain.hotline(),
                plain.sourceRef(),
                plain.kind(),
                plain.category(),
                plain.urgency(),
                plain.text(),
                plain.where(),
                Map.of(),
                plain.contact(),
                plain.language(),
                keys,
                null);
    }

    private String upload() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", png);
        CleanFile file = CleanFile.of(png.toByteArray(), false);
        return database.inTransaction(handle -> town.attachments.store(handle, file, null))
                .key();
    }

    private List<RequestFiles.Item> files(Receipt receipt) {
        return database.inTransaction(handle ->
                new RequestFiles(town.attachments).of(handle, receipt.request().id(), RequestFiles.KINDS));
    }

    private String history(Receipt receipt) {
        return database
                .inTransaction(
                        handle -> town.store.chain(handle, receipt.request().id()))
                .stream()
                .map(link -> new String(link.body(), java.nio.charset.StandardCharsets.UTF_8))
                .peek(body -> assertThat(Event.read(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .isNotNull())
                .reduce("", String::concat);
    }

    private int count() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM requests")
                        .mapTo(Integer.class)
                        .one());
    }

    private void handle(Receipt receipt, List<String> keys) {
        act(
                receipt,
                Action.HANDLE,
                ActionInput.builder()
                        .text(Input.REPLY, "已清理完毕")
                        .text(Input.OUTCOME, "solved")
                        .list(Input.ATTACHMENTS, keys)
                        .build());
    }

    private void act(Receipt receipt, Action action, ActionInput input) {
        town.requests.act(receipt.request().id(), action, input, Requests.Right.of(UNIT), null);
    }

    private List<OutboxEntry> messages(Receipt receipt) {
        return town.outbox.list(new OutboxFilter(null, null, receipt.request().id(), null, 100));
    }

    private static OutboxEntry one(List<OutboxEntry> messages, String template) {
        return messages.stream()
                .filter(message -> message.template().equals(template))
                .findFirst()
                .orElseThrow();
    }

    private Delivery read(OutboxEntry entry) {
        return database.inTransaction(handle -> town.outbox.read(handle, entry.id()))
                .orElseThrow();
    }
}
