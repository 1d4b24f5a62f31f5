package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Executes the edges that one of TLC's threads explores.
 *
 * <p>TLC explores all edges of a source state before it turns to the next. For each source a kernel is brought
 * there by the calls of its path; each edge is executed on a copy of it, and the copy serves the next edge too as
 * long as nothing changed.
 */
final class WorldWorker {

    private static final UniqueString KERNEL = UniqueString.uniqueStringOf("kernel");
    private static final UniqueString OUTCOME = UniqueString.uniqueStringOf("outcome");

    private final World world;
    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);
    private final Map<Action, Label> labels = new IdentityHashMap<>();

    /* The source state: TLC's, its place in the tree, decoded, and as a kernel; null where no path conformed. */
    private TLCState source;
    private int sourceIndex;
    private StateDecoder.Decoded sourceState;
    private KernelDriver atSource;

    /* A copy of the source's kernel in the source's state, or null; and whether calls were made on it already. */
    private KernelDriver work;
    private boolean used;

    /* Read by other threads for progress only. */
    volatile long edges;
    long executed;
    long stateChanging;

    WorldWorker(World world) {
        this.world = world;
    }

    void tell(Label.Counts counts) {
        labels.values().forEach(label -> label.tell(counts));
    }

    void edge(TLCState from, Action action, TLCState to, boolean isNew) {
        if (from != source) {
            begin(from);
        }
        edges++;
        Label label = label(action);
        StateDecoder.Decoded expected = states.decode(value(to, KERNEL), sourceState);
        Outcome outcome = outcomes.outcome(value(to, OUTCOME));
        label.count(outcome.ret(), outcome.clause());
        boolean changes = expected != sourceState && !expected.state().equals(sourceState.state());
        if (changes) {
            stateChanging++;
        }
        if (atSource == null) {
            return;
        }
        executed++;
        if (work == null) {
            renew();
        }
        if (isNew && used) {
            // Earlier calls on this copy left no trace in the state, but perhaps in the numbers to come.
            renew();
        }
        boolean conforms = execute(label, outcome, expected.state(), changes);
        if (conforms && isNew) {
            Hop hop = new Hop(label.call, work.binding().log());
            world.tree().add(to.fingerPrint(), sourceIndex, world.hops().number(hop));
        }
        if (changes || !conforms) {
            work = null;
        }
    }

    private void begin(TLCState from) {
        source = from;
        sourceState = states.decode(value(from, KERNEL), sourceState);
        sourceIndex = world.tree().indexOf(from.fingerPrint());
        work = null;
        atSource = sourceIndex < 0 ? null : world.kernelAt(sourceIndex);
        if (atSource != null) {
            atSource.binding().settle(sourceState.state());
        }
    }

    private void renew() {
        work = atSource.copy();
        used = false;
    }

    private Label label(Action action) {
        Label label = labels.get(action);
        if (label == null) {
            label = world.label(action);
            labels.put(action, label);
        }
        return label;
    }

    /** Makes the call on the working copy; answers whether everything came out as it should. */
    private boolean execute(Label label, Outcome expectedOutcome, KernelState expected, boolean changes) {
        work.binding().startLog();
        String panic = null;
        Outcome outcome = null;
        KernelState state = null;
        try {
            work.perform(label.call);
            outcome = work.outcome();
            state = work.state();
            if (work.binding().metUnbound()
                    && Binder.bind(
                            work.binding(),
                            world.taskOfThread(),
                            label.call.thread(),
                            expectedOutcome,
                            expected,
                            outcome,
                            state)) {
                outcome = work.outcome();
                state = work.state();
                work.binding().metUnbound();
            }
            if (StateDifference.same(expectedOutcome, outcome) && expected.equals(state)) {
                if (changes) {
                    work.audit();
                    work.binding().settle(expected);
                }
                used = true;
                return true;
            }
        } catch (RuntimeException | AssertionError failure) {
            panic = failure.toString();
        }
        List<Difference> differences = new ArrayList<>();
        if (panic != null) {
            differences.add(new Difference("kernel", "an answer", panic));
        } else {
            differences.addAll(StateDifference.exact(expectedOutcome, outcome));
            differences.addAll(StateDifference.exact(expected, state));
        }
        world.diverged(sourceIndex, label, expectedOutcome, expected, outcome, differences);
        return false;
    }

    private static Value value(TLCState state, UniqueString variable) {
        return (Value) state.lookup(variable);
    }
}
