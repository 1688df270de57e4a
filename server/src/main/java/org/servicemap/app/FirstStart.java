package org.servicemap.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.City;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;

/** What happens while nothing was ever published: the pack that the configuration names, or the demo, is imported and published. */
final class FirstStart {
    private FirstStart() {}

    static void run(Core core, ImportListener listener) {
        Config config = core.config();
        if (!(config.demo() || config.pack() != null) || isAnythingPublished(core)) {
            return;
        }
        // of several servers that start for the first time, one does it
        core.database().alone("servicemap first start", () -> {
            if (!isAnythingPublished(core)) {
                load(core, config, listener);
            }
            return true;
        });
    }

    private static void load(Core core, Config config, ImportListener listener) {
        Path folder = config.pack() != null
                ? config.pack()
                : BuiltInPack.unpack(
                        BuiltInPack.DEMO, config.data().resolve("packs").resolve(BuiltInPack.DEMO));
        Optional<String> known = core.cities().find().map(City::id);
        // Somebody is preparing another city.
        if (known.isPresent() && !known.get().equals(PackImport.cityOf(folder))) {
            return;
        }
        List<AreaVersion> drafts = core.versions().list();
        AreaVersion loaded = load(core, folder, listener);
        // A start that was killed before it published left its draft.
        drafts.stream()
                .filter(draft -> draft.label().equals(loaded.label()))
                .forEach(draft -> core.versions().deleteDraft(draft.id()));
    }

    private static boolean isAnythingPublished(Core core) {
        return core.versions().list().stream().anyMatch(version -> version.status() != AreaVersion.Status.DRAFT);
    }

    private static AreaVersion load(Core core, Path folder, ImportListener listener) {
        PackImport.Outcome outcome = core.packs().draft(folder, ImportOptions.WHOLE_PACK, listener);
        AreaVersion draft = outcome.version();
        if (draft == null) {
            throw new PackRefusedException(folder, outcome.report());
        }
        listener.step(ImportListener.Step.PUBLISH);
        core.packs().publish(draft.id(), draft.effectiveFrom(), false);
        listener.step(ImportListener.Step.DONE);
        return draft;
    }
}
