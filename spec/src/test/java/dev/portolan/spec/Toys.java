package dev.portolan.spec;

import dev.portolan.spec.manifest.Kind;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.manifest.Tier;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Small specifications of our own, under {@code src/test/resources/toy}. */
public final class Toys {

    private Toys() {}

    public static Path root() {
        try {
            return Path.of(Toys.class.getResource("/toy/Rights.tla").toURI())
                    .getParent()
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static SpecFiles files() {
        return SpecFiles.of(root());
    }

    /** A model that is expected to succeed, with no counts fixed. */
    public static Model model(String module, String config) {
        return model(module, config, Result.SUCCESS, null);
    }

    public static Model model(String module, String config, Result expected, String violates) {
        return new Model(
                config, module, config, Kind.CLAIM, "xnu", Tier.QUICK, expected, violates, null, null, null, 1, false);
    }
}
