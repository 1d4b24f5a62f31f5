package dev.portolan.conformance.expect;

import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a kernel is known not to do. Immutable.
 *
 * @param file where it was read from, for messages; null if nowhere
 * @param all in the order of the file
 */
public record Expectations(String file, List<Expectation> all) {

    /** The first line of every file that this version reads. */
    public static final String FORMAT = "portolan-expectations/1";

    /** Nothing is known. */
    public static final Expectations NONE = new Expectations(null, List.of());

    public Expectations {
        all = List.copyOf(all);
    }

    /**
     * Reads a file.
     *
     * @throws ExpectationFileException if it is not as docs/expectations.md says
     * @throws IOException if it cannot be read
     */
    public static Expectations read(Path file) throws IOException {
        return new ExpectationReader(file).read();
    }

    /**
     * The first that speaks of this call, or null.
     *
     * @param where the world's name, or the name of the trace's run
     * @param expected what should become of the call
     */
    public Expectation of(String where, String dialect, Call call, Outcome expected) {
        for (Expectation one : all) {
            if (one.matches(where, dialect, call, expected)) {
                return one;
            }
        }
        return null;
    }
}
