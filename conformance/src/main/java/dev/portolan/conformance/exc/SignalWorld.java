package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.truth;
import static dev.portolan.conformance.exc.Values.with;
import static dev.portolan.conformance.exc.Values.without;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A world of {@code MCSignals}: what happens is in its initial states, and no parameter of an edge's operator. */
final class SignalWorld implements ActionWorld {

    /** That there is no process, or nothing about signals where none is. */
    static final TlaValue ABSENT = Values.bool(false);

    private static final String MODULE = "MCSignals";
    private static final Pattern STACK_SIZE = Pattern.compile("(?m)^\\s*StackSizeMax\\s*=\\s*(\\d+)\\s*$");
    private static final TlaValue IDLE =
            record("masked", Values.set(List.of()), "awaited", Values.set(List.of()), "pending", Values.set(List.of()));

    private final Model model;
    private final long stackSizeMax;

    SignalWorld(SpecFiles files, Model model) {
        this.model = model;
        Matcher size = STACK_SIZE.matcher(files.text(model.configFile()));
        if (!size.find()) {
            throw new SpecError(model.config(), 0, 0, "constant StackSizeMax is no number");
        }
        stackSizeMax = Long.parseLong(size.group(1));
    }

    static boolean isOne(Model model) {
        return model.moduleName().equals(MODULE);
    }

    @Override
    public ActionKernel boot(TlaValue state) {
        SignalKernel kernel = new SignalKernel(state, stackSizeMax);
        List<Difference> differences = ExceptionState.differences(compared(state), kernel.state());
        if (!differences.isEmpty()) {
            throw new IllegalStateException(model.name() + " begins where no kernel comes to: " + differences);
        }
        return kernel;
    }

    @Override
    public TlaValue compared(TlaValue state) {
        Rec process = (Rec) field(state, "process");
        if (truth(field(process, "exists"))) {
            return with((Rec) state, "process", without(process, "exists"));
        }
        // Who is no process has nothing about signals.
        return with(with((Rec) state, "process", ABSENT), "threads", record("V1", IDLE, "V2", IDLE));
    }

    @Override
    public Action action(String name, Map<String, TlaValue> parameters, TlaValue source) {
        boolean begins = text(field(source, "at")).equals("Faults");
        return new Action(name, begins ? Map.of("input", field(source, "input")) : parameters);
    }
}
