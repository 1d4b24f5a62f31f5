package dev.portolan.conformance.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Recorded operations at which this kernel is known, for a reason, not to do what the recorded one did. */
public record KnownDifferences(List<Operation> operations) {

    /** None. */
    public static final KnownDifferences NONE = new KnownDifferences(List.of());

    private static final String RESOURCE = "known-differences.json";

    /**
     * One operation.
     *
     * @param dialect that it was recorded under
     * @param file the recording's file name
     * @param run the trace's name
     * @param seq the event's number in the trace
     * @param reason why the two differ
     */
    public record Operation(String dialect, String file, String run, int seq, String reason) {}

    public KnownDifferences {
        operations = List.copyOf(operations);
    }

    /** Those that are listed beside this class. */
    public static KnownDifferences packaged() {
        try (InputStream in = KnownDifferences.class.getResourceAsStream(RESOURCE)) {
            return new KnownDifferences(new ObjectMapper().readValue(in, new TypeReference<List<Operation>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if this very operation is listed. */
    public boolean isKnown(Trace.Header header, int seq) {
        for (Operation operation : operations) {
            if (operation.seq() == seq
                    && operation.run().equals(header.name())
                    && operation.dialect().equals(header.dialect())
                    && header.source() != null
                    && operation.file().equals(baseName(header.source().file()))) {
                return true;
            }
        }
        return false;
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
