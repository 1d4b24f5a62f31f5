package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.StateEquality;
import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.Outcome;
import java.util.Arrays;
import tlc2.value.impl.Value;

/**
 * Reads and counts the edges that one of TLC's threads explores, and has them executed.
 *
 * <p>TLC explores all edges of a source state before it turns to the next.
 */
final class WorldWorker implements EdgeListener {

    static final String KERNEL = "kernel";
    static final String OUTCOME = "outcome";

    private final EdgeExecution execution;
    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);
    private AnswerCounts[] labels = new AnswerCounts[256];
    private final AnswerCounts letGo = new AnswerCounts("MachMsg", null);
    private final EndedWaits endedWaits = new EndedWaits();

    private StateDecoder.Decoded sourceState;

    /* Read by other threads for progress only. */
    volatile long edges;
    long executed;
    long stateChanging;

    WorldWorker(World world) {
        execution = new EdgeExecution(world);
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
        execution.source(source.fingerprint(), sourceState.state());
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
        if (execution.isPossible()) {
            executed++;
            execution.edge(label.call, outcome, expected.state(), changes, to.fingerprint(), isNew);
        }
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

    private static Value value(ModelState state, String variable) {
        return (Value) state.value(variable);
    }
}
