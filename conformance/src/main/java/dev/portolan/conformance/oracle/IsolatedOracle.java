package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.spec.SpecFiles;
import java.nio.file.Path;

/** The one door into {@link IsolatedClasses}; called by reflection, as its class there is not the one here. */
public final class IsolatedOracle {

    private IsolatedOracle() {}

    /**
     * An oracle with a model of its own.
     *
     * @param spec the specification's folder, or null for the one that this build carries
     */
    public static Oracle load(Setting setting, Path spec) {
        return ModelKernel.load(spec == null ? SpecFiles.packaged() : SpecFiles.of(spec), setting);
    }
}
