package org.servicemap.app;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.accounts.LoginPolicy;
import org.servicemap.accounts.ServiceAccounts;
import org.servicemap.accounts.Sessions;
import org.servicemap.accounts.login.CitizenLogins;
import org.servicemap.accounts.login.CodeSender;
import org.servicemap.accounts.login.Logins;
import org.servicemap.accounts.login.OidcLogins;
import org.servicemap.accounts.login.Residencies;
import org.servicemap.accounts.login.SecondFactors;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.courtyard.KeptProposals;
import org.servicemap.http.Access;
import org.servicemap.http.CallerSource;
import org.servicemap.http.RateLimits;
import org.servicemap.units.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and logins, wired by hand.
 *
 * @param demo whether this is demo mode: the demo was asked for, and the city says that it is invented
 */
record People(
        BooleanSupplier demo,
        Sessions sessions,
        Accounts accounts,
        ServiceAccounts services,
        Audit audit,
        SecondFactors secondFactors,
        Logins logins,
        CitizenLogins citizens,
        OidcLogins oidc,
        Residencies residencies,
        IdempotencyKeys keys) {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    /** @param codes how one-time codes reach citizens */
    static People of(Core core, CodeSender codes) {
        BooleanSupplier demo = () -> isDemo(core);
        AccountsConfig config = core.config().accounts();
        Sessions sessions = new Sessions(core.database(), new LoginPolicy(demo, config.secondFactorRequired()));
        SecondFactors factors = new SecondFactors(core.database(), core.keyset().cipher(), sessions);
        return new People(
                demo,
                sessions,
                new Accounts(
                        core.database(),
                        core.units(),
                        (level, code) -> find(core, level, code).isPresent(),
                        sessions),
                new ServiceAccounts(core.database(), core.units(), sessions),
                new Audit(core.database()),
                factors,
                new Logins(core.database(), sessions, factors),
                new CitizenLogins(
                        core.database(),
                        sessions,
                        core.keyset().cipher(),
                        core.keyset().index(),
                        () -> phones(core),
                        codes),
                new OidcLogins(core.database(), sessions, config.oidc()),
                new Residencies(
                        core.database(),
                        () -> core.units().current().directory(),
                        core.keyset().cipher(),
                        core.keyset().index(),
                        KeptProposals::endVoices),
                new IdempotencyKeys(core.database()));
    }

    static boolean isDemo(Core core) {
        return core.config().demo() && core.cities().find().map(City::synthetic).orElse(false);
    }

    /** How phone numbers are written in the city. */
    static PhoneFormat phones(Core core) {
        Object block =
                core.cities().find().map(city -> city.process().get("phone")).orElse(null);
        return PhoneFormat.of(block instanceof java.util.Map<?, ?> map ? stringKeys(map) : null);
    }

    private static java.util.Map<String, Object> stringKeys(java.util.Map<?, ?> map) {
        java.util.Map<String, Object> keyed = new java.util.LinkedHashMap<>();
        map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return keyed;
    }

    private static OptionalInt find(Core core, String level, String code) {
        AreaDirectory areas = core.areas().current().snapshot().directory();
        return areas.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .stream()
                .flatMap(rank -> areas.findByCode(rank, code).stream())
                .findFirst();
    }

    /** In demo mode: makes the demo's accounts where there is no account of staff yet. Needs the areas. */
    void prepareDemo(Core core) {
        DemoAccounts accountsOfDemo = new DemoAccounts(core.database(), accounts, core.units());
        if (demo.getAsBoolean()) {
            accountsOfDemo.create(unit -> grid(core, unit));
        } else if (accountsOfDemo.remain()) {
            LOG.warn(
                    "accounts of the demo still have its published password: lock or reset them on the page /accounts");
        }
    }

    /** The first area of the finest level inside the unit's. */
    private static DemoAccounts.@Nullable Area grid(Core core, Unit unit) {
        if (unit.level() == null || unit.area() == null) {
            return null;
        }
        AreaDirectory areas = core.areas().current().snapshot().directory();
        OptionalInt found = find(core, unit.level(), unit.area());
        if (found.isEmpty()) {
            return null;
        }
        int each = found.getAsInt();
        while (areas.children(each).length > 0) {
            each = areas.children(each)[0];
        }
        Level level = areas.levels().get(areas.level(each) - 1);
        return new DemoAccounts.Area(level.id(), areas.code(each));
    }

    /** @param phones adds those who call by an enrolled phone */
    Access access(AccountsConfig config, UnaryOperator<CallerSource> phones) {
        return new Access(phones.apply(sessions), keys, new RateLimits(config.proxies(), config.rateLimits()));
    }

    /** Removes what has ended; once an hour is enough. */
    void sweep() {
        sessions.sweep();
        keys.sweep();
    }
}
