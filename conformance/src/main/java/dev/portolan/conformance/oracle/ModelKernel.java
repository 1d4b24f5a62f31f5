package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.tlc.CallEncoder;
import dev.portolan.conformance.tlc.KernelForm;
import dev.portolan.conformance.tlc.KernelTables;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelOperator;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.Map;
import java.util.Set;
import tlc2.util.FP64;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The specification as a kernel: each call is the operator {@code Perform} applied to the state.
 *
 * <p>TLC allows one model a JVM, or rather a class loader; {@link Oracles} has one for each setting. Where a world's
 * model is loaded already, that one can be asked. Refines {@code Perform} and {@code PerformStep}.
 */
public final class ModelKernel implements Oracle {

    private static final UniqueString KERNEL = UniqueString.uniqueStringOf("kernel");
    private static final String UNABLE = "UNABLE";
    private static final int FIRST_TABLE = 16;

    /** A heap of more is not known by its waking order. */
    private static final int HEAP_MAX = 3;

    private record At(RecordValue kernel, StateDecoder.Decoded decoded) implements Moment {
        @Override
        public long fingerprint() {
            return kernel.fingerPrint(FP64.New());
        }
    }

    /** An answer, and the kernel in it in its right form. */
    private record Performed(RecordValue answer, RecordValue kernel) {}

    private final LoadedModel model;
    private final Setting setting;
    private final boolean tablesGrow;
    private final Value slots;
    private final Value ports;
    private final CallEncoder calls;
    private final OutcomeDecoder outcomes;
    private final StateDecoder states;
    private final KernelTables tables;
    private final KernelForm form;
    private final ModelNames names;
    private final ModelOperator initial;
    private final ModelOperator enlarged;
    private final ModelOperator perform;
    private final ModelOperator performStep;

    /* The state now, and the one decoded last, whose parts are used again. */
    private boolean stepwise;
    private RecordValue kernel;
    private StateDecoder.Decoded decoded;

    private ModelKernel(LoadedModel model, Setting setting, boolean tablesGrow, int slots, int ports, String spelling) {
        this.model = model;
        this.setting = setting;
        this.tablesGrow = tablesGrow;
        this.slots = IntValue.gen(slots);
        this.ports = IntValue.gen(ports);
        TlcText text = new TlcText(spelling);
        calls = new CallEncoder(text);
        outcomes = new OutcomeDecoder(text);
        names = SettingModel.names(setting.dialect());
        states = new StateDecoder(text, outcomes, tablesGrow ? names.slots() : 0);
        tables = new KernelTables(text);
        form = new KernelForm();
        initial = new ModelOperator(model, "KernelOf", 2);
        enlarged = new ModelOperator(model, "Enlarged", 3);
        perform = new ModelOperator(model, "Perform", 2);
        performStep = new ModelOperator(model, "PerformStep", 2);
        reset(setting);
    }

    /**
     * Loads a model for a setting, in this JVM or class loader, where none is open.
     *
     * @throws KernelFailure if no model can have the setting
     */
    static ModelKernel load(SpecFiles specification, Setting setting) {
        SettingModel made = new SettingModel(setting);
        LoadedModel model = LoadedModel.load(made.files(specification), made.model());
        return new ModelKernel(model, setting, true, FIRST_TABLE, FIRST_TABLE, TlcText.NUMBERS);
    }

    /**
     * A kernel of a world that is open, and stays its owner's to close.
     *
     * <p>Its names and ports are those of the world's edges, {@code p1} and {@code K1}, and its tables the world's.
     *
     * @param setting what the world's configuration says
     * @param slots of each space, as the configuration says
     * @param ports likewise
     */
    public static ModelKernel ofWorld(LoadedModel world, Setting setting, int slots, int ports) {
        return new ModelKernel(world, setting, false, slots, ports, TlcText.SYMBOLS);
    }

    @Override
    public Declaration declaration() {
        return new Declaration(
                "model",
                "1",
                null,
                Set.of(setting.dialect()),
                Set.of("ipc", "steps"),
                Map.of(),
                Set.of(Declaration.EVERYTHING));
    }

    @Override
    public void reset(Setting wanted) {
        stepwise = wanted.stepwise();
        decoded = null;
        kernel = form.of(initial.apply(slots, ports), null);
    }

    @Override
    public NameScheme names() {
        return names;
    }

    @Override
    public Answer perform(Call call) {
        Performed performed;
        try {
            performed = performed(call);
        } catch (RuntimeException unsaid) {
            if (tables.mostWaiters(kernel) >= HEAP_MAX) {
                return new Answer.Skipped("more than " + HEAP_MAX + " threads would wait on one port");
            }
            throw new KernelFailure("the model cannot make the call: " + unsaid.getMessage(), unsaid);
        }
        Outcome outcome = outcomes.outcome(performed.answer());
        if (outcome.ret().equals(UNABLE)) {
            return new Answer.Unsupported(
                    call instanceof Call.Step
                            ? "thread " + call.thread() + " is not there"
                            : "thread " + call.thread() + " is in a call already");
        }
        kernel = performed.kernel();
        return new Answer.Made(outcome);
    }

    /** A right is inserted at a slot that there is; slots of the upper half are for names that denote nothing. */
    private void makeRoom(Call call) {
        PortName chosen = CallForm.chosenName(call);
        if (tablesGrow && chosen != null && chosen.isValid()) {
            int slot = names.slot(Integer.parseInt(chosen.symbol()));
            int now = tables.slots(kernel);
            if (slot > now && slot <= names.slots() / 2) {
                enlarge(Math.max(slot, 2 * now), tables.ports(kernel));
            }
        }
    }

    /** What the model answers, if need be with the longest tables: a right may go under the strangest name. */
    private Performed performed(Call call) {
        Value made = calls.encode(call);
        makeRoom(call);
        try {
            return perform(made);
        } catch (RuntimeException unsaid) {
            if (!tablesGrow || tables.mostWaiters(kernel) >= HEAP_MAX || tables.slots(kernel) == names.slots()) {
                throw unsaid;
            }
            enlarge(names.slots(), tables.ports(kernel));
            return perform(made);
        }
    }

    /** What the model answers; its tables are enlarged first if that could depend on their size. */
    private Performed perform(Value call) {
        ModelOperator operator = stepwise ? performStep : perform;
        if (tablesGrow && tables.hasNoFreePort(kernel)) {
            enlarge(tables.slots(kernel), 2 * tables.ports(kernel));
        }
        Performed performed = performed(operator.apply(kernel, call));
        while (tablesGrow && tables.hasFullSpace(performed.kernel())) {
            enlarge(2 * tables.slots(kernel), tables.ports(kernel));
            performed = performed(operator.apply(kernel, call));
        }
        return performed;
    }

    private Performed performed(Value answer) {
        return new Performed((RecordValue) answer, form.of(kernel((RecordValue) answer), kernel));
    }

    private static Value kernel(RecordValue answer) {
        for (int i = 0; i < answer.names.length; i++) {
            if (answer.names[i].equals(KERNEL)) {
                return answer.values[i];
            }
        }
        throw new IllegalStateException("an answer without a kernel");
    }

    private void enlarge(int slots, int ports) {
        if (slots > SettingModel.SLOTS) {
            throw new KernelFailure("a space with more than " + SettingModel.SLOTS + " names");
        }
        kernel = form.of(enlarged.apply(kernel, IntValue.gen(slots), IntValue.gen(ports)), null);
        decoded = null;
    }

    @Override
    public KernelState observe() {
        decoded = states.decode(kernel, decoded);
        return decoded.state();
    }

    @Override
    public Moment moment() {
        return new At(kernel, decoded);
    }

    @Override
    public void back(Moment moment) {
        At at = (At) moment;
        kernel = at.kernel();
        decoded = at.decoded();
    }

    @Override
    public String text(Moment moment) {
        return "Enlarged(" + ((At) moment).kernel() + ", " + tables.slots(kernel) + ", " + tables.ports(kernel) + ")";
    }

    /** Goes to a state of the world that this kernel was made over. */
    public void enter(ModelState state) {
        kernel = form.of((Value) state.value("kernel"), null);
    }

    /** Closes the model if it was loaded for this kernel. */
    @Override
    public void close() {
        if (tablesGrow) {
            model.close();
        }
    }
}
