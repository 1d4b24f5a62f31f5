package dev.portolan.conformance.replay;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.abstraction.Words;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A call that diverged, as values; {@link #tell} makes a {@link Divergence} of it, for people.
 *
 * @param call the call
 * @param before the state before it, or null if it was not observed
 * @param expected what should have become of it
 * @param expectedState the state that should have been left, or null if it was not observed
 * @param actual what became of it, or null if the kernel failed
 * @param differences all that is not as expected, outcome first
 */
public record Evidence(
        Call call,
        KernelState before,
        Outcome expected,
        KernelState expectedState,
        Outcome actual,
        List<Difference> differences) {

    /**
     * Tells what happened, what should have, and who says so.
     *
     * @param file the trace or the world, {@code line} the trace's line or null
     * @param path the calls from boot, the diverging one last; null where the trace has them
     */
    public Divergence tell(Citations citations, String file, Integer line, List<String> path) {
        String action = Actions.of(call);
        String clause = expected.clause() == null ? citations.candidates(call, expected.ret()) : expected.clause();
        return new Divergence(
                file,
                line,
                Words.of(call),
                Words.of(expected),
                actual == null ? "nothing" : Words.of(actual),
                differences,
                clause,
                citations.sentence(clause),
                action,
                citations.methods(action),
                path,
                null,
                citations.checks(clause, action),
                allowed(),
                citations.applied(call, expected.ret(), actual == null ? null : actual.ret()),
                null,
                null);
    }

    /** The expected answer and the changes that belong to it. */
    private List<String> allowed() {
        if (before == null || expectedState == null) {
            return null;
        }
        List<String> allowed = new ArrayList<>();
        allowed.add(Words.of(expected));
        List<Difference> changes = isPartial(expectedState)
                ? StateDifference.observed(expectedState, before)
                : StateDifference.exact(expectedState, before);
        for (Difference change : changes) {
            allowed.add(change.where() + ": " + change.actual() + " becomes " + change.expected());
        }
        if (allowed.size() == 1) {
            allowed.add("nothing else changes");
        }
        return allowed;
    }

    /** A recording leaves out how often a receive right is held, which a model does not. */
    private static boolean isPartial(KernelState state) {
        if (state.spaces() == null || state.ports() == null || state.threads() == null) {
            return true;
        }
        return state.spaces().stream()
                .anyMatch(space -> space.entries() == null
                        || space.entries().stream()
                                .anyMatch(entry -> entry.userRefs() == null
                                        && !entry.type().equals("PORT_SET")));
    }
}
