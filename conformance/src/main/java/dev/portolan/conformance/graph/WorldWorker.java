package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.StateEquality;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.Arrays;
import tlc2.value.impl.Value;

/**
 * Executes the edges that one of TLC's threads explores.
 *
 * <p>TLC explores all edges of a source state before it turns to the next. For each source a kernel is brought
 * there by the calls of its path; each edge is executed on a copy of it, and the copy serves the next edge too as
 * long as nothing changed.
 */
final class WorldWorker implements EdgeListener {

    static final String KERNEL = "kernel";
    static final String OUTCOME = "outcome";

    private final World world;
    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);
    private AnswerCounts[] labels = new AnswerCounts[256];
    private final AnswerCounts letGo = new AnswerCounts("MachMsg", null);
    private final EndedWaits endedWaits = new EndedWaits();

    /* The source state: its place in the tree, decoded, and as a kernel; null where no path conformed. */
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

    void tell(AnswerCounts.Counts counts) {
        for (AnswerCounts label : labels) {
            if (label != null) {
                label.tell(counts);
            }
        }
        letGo.tell(counts);
    }

    EndedWaits endedWaits() {
        return endedWaits;
    }

    @Override
    public void source(ModelState source) {
        sourceState = states.decode(value(source, KERNEL), sourceState);
        sourceIndex = world.tree().indexOf(source.fingerprint());
        work = null;
        atSource = sourceIndex < 0 ? null : world.kernelAt(sourceIndex);
        if (atSource != null) {
            atSource.binding().settle(sourceState.state());
        }
    }

    @Override
    public void edge(ModelState to, boolean isNew, Label edge) {
        edges++;
        AnswerCounts label = label(edge);
        StateDecoder.Decoded expected = states.decode(value(to, KERNEL), sourceState);
        Outcome outcome = outcomes.outcome(value(to, OUTCOME));
        label.count(outcome.ret(), outcome.clause());
        for (Outcome.Completion ended : outcome.woke()) {
            letGo.count(ended.ret(), ended.clause());
        }
        boolean changes = expected != sourceState && !StateEquality.equal(expected.state(), sourceState.state());
        if (changes) {
            stateChanging++;
            endedWaits.count(label.name, sourceState.state(), expected.state(), outcome);
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
        boolean conforms = execute(label, outcome, expected.state(), changes, isNew);
        if (conforms && isNew) {
            Hop hop = new Hop(label.call, work.binding().log());
            world.grow(to.fingerprint(), sourceIndex, hop, work);
        }
        if (changes || !conforms) {
            work = null;
        }
    }

    private void renew() {
        work = atSource.copy();
        used = false;
    }

    private AnswerCounts label(Label edge) {
        if (edge.id() >= labels.length) {
            labels = Arrays.copyOf(labels, 2 * edge.id());
        }
        AnswerCounts label = labels[edge.id()];
        if (label == null) {
            label = new AnswerCounts(edge.name(), CallDecoder.decode(edge.name(), edge.parameters()));
            labels[edge.id()] = label;
        }
        return label;
    }

    /** Makes the call on the working copy; answers whether everything came out as it should. */
    private boolean execute(AnswerCounts label, Outcome outcome, KernelState expected, boolean changes, boolean isNew) {
        work.binding().startLog();
        Attempt attempt = Attempt.of(work, label.call, outcome, expected, isNew);
        if (!attempt.conforms()) {
            world.diverged(sourceIndex, label.call, outcome, expected, attempt);
            return false;
        }
        if (changes) {
            work.binding().settle(expected);
        }
        used = true;
        return true;
    }

    private static Value value(ModelState state, String variable) {
        return (Value) state.value(variable);
    }
}
