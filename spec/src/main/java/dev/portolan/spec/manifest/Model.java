package dev.portolan.spec.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One model: a module, a configuration, and the result that TLC must reach.
 *
 * <p>A count that is null is not fixed: a violation is found after a number of states that depends on the
 * machine's threads.
 *
 * @param module the root module, with or without its folder and {@code .tla}
 * @param config the configuration, with or without its folder and {@code .cfg}
 * @param violates the invariant or property that must be violated, null for a success
 * @param distinct distinct states
 * @param generated states generated, the initial ones among them
 * @param depth the length of the longest shortest path, in states
 * @param seconds how long it takes on two cores, for estimates only
 * @param conform whether {@code conform} executes its graph on the kernel
 */
public record Model(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String module,
        @JsonProperty(required = true) String config,
        @JsonProperty(required = true) Kind kind,
        @JsonProperty(required = true) String dialect,
        @JsonProperty(required = true) Tier tier,
        @JsonProperty(required = true) Result expected,
        String violates,
        Long distinct,
        Long generated,
        Integer depth,
        @JsonProperty(required = true) double seconds,
        @JsonProperty(required = true) boolean conform) {

    public Model {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(expected, "expected");
    }

    /** Whether its states are those of a kernel; a model of the queue alone has no dialect. */
    public boolean hasKernel() {
        return !dialect.equals("any");
    }

    /** Whether it speaks of exceptions, tasks and threads, which traces do not, nor kernels but our own. */
    public boolean isOfExceptions() {
        return folder().equals("exc");
    }

    /** The folder that the manifest names with the module, or nothing. */
    public String folder() {
        return module.substring(0, Math.max(0, module.lastIndexOf('/')));
    }

    /** The file name of the root module. */
    public String moduleFile() {
        return file(module, ".tla");
    }

    /** The name of the root module. */
    public String moduleName() {
        String file = moduleFile();
        return file.substring(0, file.length() - ".tla".length());
    }

    /** The file name of the configuration. */
    public String configFile() {
        return file(config, ".cfg");
    }

    private static String file(String path, String extension) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        return base.endsWith(extension) ? base : base + extension;
    }
}
