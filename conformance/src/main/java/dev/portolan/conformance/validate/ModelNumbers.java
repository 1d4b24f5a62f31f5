package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The numbers that the model has for the names and ports of a run; null for what the run does not say. */
final class ModelNumbers {

    /** A name or port that no model has. */
    private static final int NONE = -7;

    private final SymbolicDriver driver;

    /** @param driver of the model */
    ModelNumbers(SymbolicDriver driver) {
        this.driver = driver;
    }

    /** Names in their order, {@code heard} as in {@link #argument}. */
    TlaValue tuple(String task, List<PortName> of, List<PortName> heard) {
        return of == null ? null : new TlaValue.Tuple(names(task, of, heard));
    }

    List<TlaValue> names(String task, List<PortName> of, List<PortName> heard) {
        List<TlaValue> names = new ArrayList<>();
        Iterator<PortName> there = (heard == null ? List.<PortName>of() : heard).iterator();
        of.forEach(one -> names.add(new TlaValue.Int(argument(task, one, there.hasNext() ? there.next() : null))));
        return names;
    }

    /**
     * A name that need not be one any more, and may have had several numbers in turn.
     *
     * @param heard the number that the model has there; it is taken if it was the symbol's at some time
     */
    Integer argument(String task, PortName symbol, PortName heard) {
        if (symbol != null && heard != null && heard.isValid() && isThere(task)) {
            int number = Integer.parseInt(heard.symbol());
            if (driver.binding().argumentOf(task, number).equals(symbol)) {
                return number;
            }
        }
        return name(task, symbol);
    }

    /** A name that its task has. */
    Integer name(String task, PortName symbol) {
        if (symbol == null) {
            return null;
        }
        if (!symbol.isValid()) {
            return symbol.equals(PortName.NULL) ? 0 : -1;
        }
        int number = isThere(task) ? driver.binding().numberOf(task, symbol) : Binding.UNBOUND;
        return number == Binding.UNBOUND ? NONE : number;
    }

    /* A state may speak of a task that no trace has, or of a name without saying whose. */
    private boolean isThere(String task) {
        return task != null && driver.binding().hasTask(task);
    }

    /** A port's identity, 0 if it is dead, -1 where there is none, -2 if it died in a message. */
    Integer port(String identity) {
        if (identity == null) {
            return null;
        }
        return switch (identity) {
            case "null" -> -1;
            case "dead" -> 0;
            case "died" -> -2;
            default -> {
                String raw = driver.rawPort(identity);
                yield raw == null ? NONE : Integer.valueOf(raw.substring(1));
            }
        };
    }
}
