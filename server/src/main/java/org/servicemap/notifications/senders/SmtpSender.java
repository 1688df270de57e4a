package org.servicemap.notifications.senders;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.DeliveryException;
import org.servicemap.notifications.Sender;

/**
 * Hands messages in as plain-text mail. The Message-ID is made of the message's id, so that a repeat is known as one. Thread-safe.
 */
public final class SmtpSender implements Sender {
    private static final String MILLIS = "15000";
    private static final int PERMANENT = 500;

    private final SmtpSettings settings;
    private final Clock clock;
    private final Session session;

    public SmtpSender(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        session = Session.getInstance(properties(settings));
    }

    private static Properties properties(SmtpSettings settings) {
        Properties all = new Properties();
        all.setProperty("mail.smtp.host", String.valueOf(settings.server().getHost()));
        all.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        all.setProperty("mail.smtp.auth", Boolean.toString(!settings.login().isEmpty()));
        all.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.isTlsFromTheStart()));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(!settings.wants("none")));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.wants("required")));
        all.setProperty("mail.smtp.connectiontimeout", MILLIS);
        all.setProperty("mail.smtp.timeout", MILLIS);
        all.setProperty("mail.smtp.writetimeout", MILLIS);
        all.setProperty("mail.mime.address.strict", "true");
        return all;
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL);
    }

    @Override
    public void send(Delivery delivery) throws DeliveryException {
        MimeMessage mail = mail(delivery);
        String[] login = settings.login().split(":", 2);
        try {
            if (login.length == 2) {
                Transport.send(mail, login[0], login[1]);
            } else {
                Transport.send(mail);
            }
        } catch (MessagingException e) {
            throw judged(e);
        }
    }

    private MimeMessage mail(Delivery delivery) throws DeliveryException {
        try {
            MimeMessage mail = new Identified(session, "<" + delivery.id() + "@servicemap." + domain() + ">");
            mail.setFrom(new InternetAddress(settings.from()));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(delivery.recipient(), true));
            mail.setSubject(delivery.subject(), StandardCharsets.UTF_8.name());
            mail.setText(delivery.text(), StandardCharsets.UTF_8.name());
            mail.setHeader("Idempotency-Key", Long.toString(delivery.id()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setSentDate(Date.from(clock.instant()));
            return mail;
        } catch (AddressException e) {
            throw DeliveryException.permanent("no mailbox", null);
        } catch (MessagingException e) {
            throw DeliveryException.temporary(e.getClass().getSimpleName(), null);
        }
    }

    private String domain() {
        return settings.from().replaceFirst(".*@", "").replaceAll("[^\\w.-]", "");
    }

    /** Servers say by their code whether a try again may help; their words may quote the recipient and stay out. */
    private static DeliveryException judged(MessagingException fault) {
        for (Exception each = fault; each != null; each = next(each)) {
            int code = code(each);
            if (code >= PERMANENT) {
                return DeliveryException.permanent("answered " + code, null);
            }
        }
        return DeliveryException.temporary("not handed in: " + fault.getClass().getSimpleName(), null);
    }

    private static int code(Exception fault) {
        if (fault instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        return fault instanceof SMTPSendFailedException failed ? failed.getReturnCode() : 0;
    }

    private static @org.jspecify.annotations.Nullable Exception next(Exception fault) {
        return fault instanceof MessagingException chained ? chained.getNextException() : null;
    }

    /** A mail that keeps the Message-ID it was given. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
