package org.servicemap.app;

import java.io.PrintWriter;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        description = {
            "Shows where the keyset is that seals personal data. ROTATE (keys rotate) adds a new key that seals from now on;",
            "old keys still open. Back the keyset up after it. Running servers follow by themselves."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class KeysCommand extends CoreCommand {
    @Parameters(paramLabel = "ROTATE", arity = "0..1", description = "rotate, or nothing.")
    private String action;

    @Override
    int run(Core core, PrintWriter out) {
        if (action != null && !action.equals("rotate")) {
            throw usage("keys knows rotate only, not " + action);
        }
        if (action != null) {
            new KeyCheck(core.database()).rotate(core.keyset());
            out.println("A new key seals from now on; back the keyset up.");
        }
        out.println(core.keyset().path() + ": " + core.keyset().size() + " sealing keys, the newest in use");
        return 0;
    }
}
