package org.servicemap.app;

import java.nio.file.Path;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;

/** What happens when the database holds no city: the pack that the configuration names, or the demo, is imported and published. */
final class FirstStart {
    private FirstStart() {}

    static void run(Core core, ImportListener listener) {
        Config config = core.config();
        if (core.cities().find().isPresent() || !(config.demo() || config.pack() != null)) {
            return;
        }
        Path folder = config.pack() != null
                ? config.pack()
                : BuiltInPack.unpack(
                        BuiltInPack.DEMO, config.data().resolve("packs").resolve(BuiltInPack.DEMO));
        PackImport.Outcome outcome = core.packs().draft(folder, ImportOptions.WHOLE_PACK, listener);
        if (outcome.version() == null) {
            throw new PackRefusedException(folder, outcome.report());
        }
        listener.step(ImportListener.Step.PUBLISH);
        core.packs().publish(outcome.version().id(), outcome.version().effectiveFrom(), false);
        listener.step(ImportListener.Step.DONE);
    }
}
