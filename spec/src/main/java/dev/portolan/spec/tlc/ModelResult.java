package dev.portolan.spec.tlc;

import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * What TLC found in one model.
 *
 * @param model what was run, and what was expected
 * @param violated the invariant or property violated, by its name in the configuration; null where nothing is, or
 *     where TLC does not tell which of several temporal properties it was
 * @param distinct distinct states found
 * @param generated states generated, the initial ones among them
 * @param depth the length of the longest shortest path, in states; 0 if TLC did not come so far
 * @param seconds wall clock, the start of TLC included
 * @param trace the behaviour that violates, or null
 * @param message TLC's own words on what went wrong, or null
 * @param raw what TLC printed; only its beginning where it is very long
 */
public record ModelResult(
        Model model,
        Result result,
        String violated,
        long distinct,
        long generated,
        int depth,
        double seconds,
        ErrorTrace trace,
        String message,
        List<String> raw) {

    /** Stands behind the beginning of what TLC printed, where that was too much to keep. */
    static final String CUT = "[...]";

    /** How a run is told in which all is as expected. */
    public static final String AS_EXPECTED = "success";

    public String name() {
        return model.name();
    }

    public String dialect() {
        return model.dialect();
    }

    /**
     * Everything that TLC printed.
     *
     * @throws TlcFailure if that was too much to keep
     */
    public List<String> whole() {
        if (!raw.isEmpty() && raw.get(raw.size() - 1).equals(CUT)) {
            throw new TlcFailure(name() + ": TLC printed more than " + (raw.size() - 1) + " lines, which are not kept");
        }
        return raw;
    }

    /** True if result, violated name and all fixed counts are what the manifest says. */
    public boolean asExpected() {
        return differences().isEmpty();
    }

    /** Each thing that is not what the manifest says, in words; empty if all is. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        compare(differences, "result", model.expected(), result);
        compare(differences, "violated", model.violates(), violated);
        if (result == Result.SUCCESS) {
            compare(differences, "distinct states", model.distinct(), distinct);
            compare(differences, "states generated", model.generated(), generated);
            compare(differences, "depth", model.depth(), depth);
        }
        return differences;
    }

    /** {@link #AS_EXPECTED}, or all differences. */
    public String told() {
        return asExpected() ? AS_EXPECTED : String.join("; ", differences());
    }

    private static void compare(List<String> differences, String what, Object expected, Object actual) {
        boolean open = expected == null && actual instanceof Number;
        if (!open && !String.valueOf(expected).equals(String.valueOf(actual))) {
            differences.add(what + ": expected " + expected + ", found " + actual);
        }
    }
}
