package dev.portolan.conformance.validate;

import java.util.List;

/**
 * What TLC itself says of runs, held against what was said in process.
 *
 * @param traces runs of which samples were judged
 * @param events that TLC judged, in all samples together
 * @param seconds wall clock
 * @param disagreements runs of which the two do not say the same
 */
public record Opinion(int traces, long events, double seconds, List<Disagreement> disagreements) {

    /**
     * A run of which the two do not say the same.
     *
     * @param line of its header
     * @param inProcess what was said in process
     * @param tlc what TLC says
     */
    public record Disagreement(String file, int line, String run, String inProcess, String tlc) {}

    public Opinion {
        disagreements = List.copyOf(disagreements);
    }

    /** Runs of which the two say the same. */
    public int agreed() {
        return traces - disagreements.size();
    }
}
