package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** One run: a header, then events in order. In a file, one JSON object a line. */
public record Trace(Header header, List<Event> events) {

    /** The {@code format} of every header this version reads and writes. */
    public static final String FORMAT = "portolan-trace/1";

    /**
     * The first line of a trace.
     *
     * @param kind {@code graph walk run real}
     * @param dialect the dialect that the run is judged under
     * @param limits the constants it ran with, by Mach's names: {@code queueLimit}, {@code userRefsMax}, ...
     * @param tasks the tasks, each with its threads
     * @param created those tasks and threads of them that are not there at the beginning, for calls of the run make them; null
     *     for none
     * @param source where it came from
     * @param end why the run ends here where the original went on, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Header(
            String format,
            String name,
            String kind,
            String dialect,
            Map<String, Integer> limits,
            Map<String, List<String>> tasks,
            List<String> created,
            Long seed,
            Source source,
            End end) {

        /** The header of a run whose tasks and threads are all there at the beginning. */
        public Header(
                String format,
                String name,
                String kind,
                String dialect,
                Map<String, Integer> limits,
                Map<String, List<String>> tasks,
                Long seed,
                Source source,
                End end) {
            this(format, name, kind, dialect, limits, tasks, null, seed, source, end);
        }
    }

    /** Where a trace came from: the recording, its kernel, and the line its run began on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(String file, String kernel, Integer line) {}

    /** The border that ended an imported run, and how many recorded operations lay beyond it. */
    public record End(String reason, int skipped) {}

    /**
     * One call, what became of it, and the state after it where that was observed.
     *
     * <p>In a file the fields of the call stand beside {@code seq}, {@code outcome} and {@code state}. The two
     * instants are given both or not at all.
     *
     * @param seq counts from 1 within the trace, without gaps
     * @param outcome {@link Outcome#UNOBSERVED} where nobody saw it; null is taken for that
     * @param state null where nobody looked
     * @param start when the call began, in nanoseconds since the run did; null where calls follow one another
     * @param end when the call had ended or blocked; the call took effect somewhere between the two
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(int seq, Call call, Outcome outcome, KernelState state, Long start, Long end) {

        /** Makes an event whose outcome is never null. */
        public Event {
            outcome = outcome == null ? Outcome.UNOBSERVED : outcome;
            if ((start == null) != (end == null) || start != null && (start < 0 || end < start)) {
                throw new IllegalArgumentException("an event that takes from " + start + " to " + end);
            }
        }

        /** True if this is one step of a call, or the first of several: its trace is one of critical sections. */
        @JsonIgnore
        public boolean isStep() {
            return call instanceof Call.Step
                    || Outcome.CONTINUE.equals(outcome.ret())
                    || outcome.woke() != null
                            && outcome.woke().stream()
                                    .anyMatch(woken -> woken.ret().equals(Outcome.CONTINUE));
        }

        /** An event of a run in which one call follows the other. */
        public Event(int seq, Call call, Outcome outcome, KernelState state) {
            this(seq, call, outcome, state, null, null);
        }
    }
}
