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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Divergence(
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

    /** The same divergence, shown again by another command. */
    public Divergence again(String command) {
        return new Divergence(
                file, line, call, expected, actual, differences, clause, sentence, action, methods, path, command);
    }
}
