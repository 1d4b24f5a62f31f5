package dev.portolan.conformance.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.abstraction.Difference;
import java.util.List;

/**
 * One call after which the kernel is not where it should be.
 *
 * @param file the trace, or the world whose graph has the edge
 * @param line the line of the trace, counted from 1, or null
 * @param call the call in Mach's words
 * @param expected what should have become of it, {@code actual} what did
 * @param differences all that is not as expected, outcome first
 * @param clause the clause that decided what is expected, or null where nobody knows it
 * @param sentence what the clause says, or null
 * @param action the action of the specification
 * @param methods the kernel's methods that refine the action
 * @param path the calls from boot, the diverging one last
 * @param again the command that shows it again
 * @param checks where the specification decides so, the likeliest place first; null where nobody knows
 * @param allowed all that the model lets the call do: its answer, then each change of the state; null if unknown
 * @param applied the checks whose code the kernel gave instead; null if its code was the expected one
 * @param shrunkFrom how many calls showed it before the path was shrunk; null if it was not
 * @param explain the command that draws it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Divergence(
        String file,
        Integer line,
        String call,
        String expected,
        String actual,
        List<Difference> differences,
        @JsonInclude(JsonInclude.Include.ALWAYS) String clause,
        String sentence,
        String action,
        List<String> methods,
        List<String> path,
        String again,
        List<SpecCitation> checks,
        List<String> allowed,
        List<Check> applied,
        Integer shrunkFrom,
        String explain) {

    /**
     * A check that a kernel seems to have applied.
     *
     * @param clause its id, {@code sentence} what it says
     * @param place the file and line of the specification, or null if the specification has none such
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(String clause, String sentence, String place) {}

    /** A divergence of which no more is known than what was and what should be. */
    public Divergence(
            String file,
            Integer line,
            String call,
            String expected,
            String actual,
            List<Difference> differences,
            String clause,
            String sentence,
            String action,
            List<String> methods,
            List<String> path,
            String again) {
        this(
                file,
                line,
                call,
                expected,
                actual,
                differences,
                clause,
                sentence,
                action,
                methods,
                path,
                again,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same divergence, shown again by another command. */
    public Divergence again(String command) {
        return with(command, shrunkFrom, explain);
    }

    /** The same divergence, drawn by a command. */
    public Divergence explain(String command) {
        return with(again, shrunkFrom, command);
    }

    /** The same divergence, at the end of a path that was longer. */
    public Divergence shrunkFrom(int calls) {
        return with(again, calls, explain);
    }

    private Divergence with(String newAgain, Integer newShrunkFrom, String newExplain) {
        return new Divergence(
                file,
                line,
                call,
                expected,
                actual,
                differences,
                clause,
                sentence,
                action,
                methods,
                path,
                newAgain,
                checks,
                allowed,
                applied,
                newShrunkFrom,
                newExplain);
    }
}
