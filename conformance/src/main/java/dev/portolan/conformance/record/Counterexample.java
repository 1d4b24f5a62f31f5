package dev.portolan.conformance.record;

import dev.portolan.conformance.replay.Divergence;
import java.nio.file.Path;

/**
 * A behaviour that breaks what its model claims.
 *
 * @param result {@code safety-violation} or {@code property-violation}
 * @param violated the invariant or property, by its name in the configuration
 * @param events its length
 * @param file the trace
 * @param hidden whether it ends in what no kernel could show
 * @param divergence where the kernel leaves the behaviour; null if it behaves so to the end
 */
public record Counterexample(
        String model, String result, String violated, int events, Path file, boolean hidden, Divergence divergence) {

    /** Whether the kernel does all that the model does; null if it does, and what is broken cannot be seen. */
    public Boolean kernelHasIt() {
        return divergence != null ? Boolean.FALSE : hidden ? null : Boolean.TRUE;
    }

    /** The number of the event at which the kernel does something else, or null. */
    public Integer divergesAt() {
        return divergence == null ? null : divergence.line() - 1;
    }

    /** What the kernel does, in a sentence. */
    public String verdict() {
        if (divergence != null) {
            return "The kernel does not do what " + model + " does at event " + divergesAt() + ".";
        }
        return hidden
                ? "The kernel does all that can be seen of it; what is broken lies where no kernel shows it."
                : "The kernel has it too: it does all that " + model + " does.";
    }
}
