package org.servicemap.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.senders.SmsSettings;
import org.servicemap.notifications.senders.SmtpSettings;
import org.servicemap.operate.Deployment;
import org.servicemap.operate.Doctor;
import org.servicemap.operate.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Checks the deployment: options, database, clocks, disks, rights, keys, backups, memory, mail and SMS, address and TLS.",
            "Changes nothing; servers may run or not. Exit code 1 when something must be mended."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = findings();
        if (json) {
            out.println(new JsonMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(
                            findings.stream().map(DoctorCommand::json).toList()));
        } else {
            findings.forEach(each -> out.printf("%-4s  %-16s  %s%n", each.level(), each.code(), each.text()));
            out.println(count(findings, Finding.Level.FAIL) + " to mend, " + count(findings, Finding.Level.WARN)
                    + " to know, " + count(findings, Finding.Level.OK) + " fine");
        }
        return count(findings, Finding.Level.FAIL) > 0 ? 1 : 0;
    }

    private static Map<String, String> json(Finding each) {
        return Map.of(
                "level", each.level().name(), "code", each.code(), "subject", each.subject(), "text", each.text());
    }

    private List<Finding> findings() {
        Config config;
        try {
            config = Config.from(Main.environment(spec));
        } catch (ConfigException e) {
            return List.of(new Finding(Finding.Level.FAIL, "config", "", String.valueOf(e.getMessage())));
        }
        List<Finding> all = new ArrayList<>();
        all.add(new Finding(Finding.Level.OK, "config", "", "all options can be read"));
        all.addAll(new Doctor(deployment(config), RestoreCommand.settings(config)).examine());
        return all;
    }

    private static long count(List<Finding> findings, Finding.Level level) {
        return findings.stream().filter(each -> each.level() == level).count();
    }

    static Deployment deployment(Config config) {
        SmtpSettings mail = config.messages().smtp();
        SmsSettings sms = config.messages().sms();
        return new Deployment(
                config.dbUrl() == null,
                config.data(),
                config.keys(),
                config.attachments(),
                config.host(),
                config.port(),
                config.dbPool(),
                config.accounts().publicUrl(),
                config.accounts().proxies(),
                config.accounts().rateLimits(),
                config.accounts().secondFactorRequired(),
                config.demo(),
                config.messages().ownNetworks(),
                mail == null ? null : mail.server(),
                sms == null ? null : host(sms.url()));
    }

    /** The gateway's, without what messages are put into. */
    private static @Nullable URI host(String url) {
        try {
            return URI.create(url.replaceAll("[?{].*", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
