package org.servicemap.app;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountChange;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.login.CodeSender;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "accounts",
        description = "Adds an account of staff or gives a new password: how the first administrator comes in.",
        mixinStandardHelpOptions = true,
        subcommands = {AccountsCommand.Add.class, AccountsCommand.ResetPassword.class})
@NullUnmarked
final class AccountsCommand extends CommandGroup {
    private static final Caller OPERATING_SYSTEM =
            new Caller(null, "command line", Set.of(), null, null, null, false, Set.of());

    private static Accounts accounts(Core core) {
        return People.of(core, CodeSender.none()).accounts();
    }

    private static void print(PrintWriter out, Accounts.Issued issued) {
        out.println("Login " + issued.account().login() + ", one-time password " + issued.oneTimePassword());
        out.println("It is shown only here and must be changed at the first login.");
    }

    @Command(
            name = "add",
            description = "Adds an account of staff and prints its one-time password.",
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Add extends CoreCommand {
        @Parameters(paramLabel = "LOGIN", description = "2 to 80 of a-z, 0-9, dot, dash, underscore, @.")
        private String login;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "administrator",
                description =
                        "One or several, with commas: operator, dispatcher, handler, lead, warden, supervisor, analyst,"
                                + " administrator (default: ${DEFAULT-VALUE}).",
                split = ",")
        private Set<String> roles;

        @Option(names = "--name", paramLabel = "NAME", description = "As histories show it (default: the login).")
        private String name;

        @Option(names = "--unit", paramLabel = "CODE", description = "The unit for which it acts.")
        private String unit;

        @Option(names = "--area", paramLabel = "LEVEL:CODE", description = "The area to which it is bound.")
        private String area;

        @Override
        int run(Core core, PrintWriter out) {
            Set<Role> given = new LinkedHashSet<>();
            for (String role : roles) {
                try {
                    given.add(Role.of(role.strip()));
                } catch (IllegalArgumentException e) {
                    throw usage(String.valueOf(e.getMessage()));
                }
            }
            String[] bound = area == null ? new String[] {null, null} : area.split(":", 2);
            if (bound.length != 2) {
                throw usage("--area is LEVEL:CODE, as subdistrict:110101001");
            }
            if (area != null) {
                core.loadAreas();
            }
            AccountChange change =
                    new AccountChange(name == null ? login : name, given, unit, bound[0], bound[1], false);
            print(out, accounts(core).create(OPERATING_SYSTEM, login, change));
            return 0;
        }
    }

    @Command(
            name = "reset-password",
            description = "Gives an account a one-time password and ends its sessions.",
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class ResetPassword extends CoreCommand {
        @Parameters(paramLabel = "LOGIN", description = "The account's login name.")
        private String login;

        @Option(names = "--second-factor", description = "Also take its second factor away, as when the phone is lost.")
        private boolean secondFactor;

        @Override
        int run(Core core, PrintWriter out) {
            Accounts accounts = accounts(core);
            Account account = accounts.findLogin(login)
                    .orElseThrow(() -> new AccountException(
                            AccountErrors.UNKNOWN_ACCOUNT, "there is no account " + login, "login"));
            if (secondFactor) {
                accounts.removeSecondFactor(OPERATING_SYSTEM, account.id());
            }
            print(out, accounts.resetPassword(OPERATING_SYSTEM, account.id()));
            return 0;
        }
    }
}
