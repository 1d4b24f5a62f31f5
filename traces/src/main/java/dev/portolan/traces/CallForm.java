package dev.portolan.traces;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a call of one sort is made of, drawn from its record: its names and its arguments, in order.
 *
 * <p>Whoever reads, writes, translates or tells calls goes by their forms, so that a new sort of call is a new record
 * of {@link Call} and nothing else. Safe for use by several threads.
 */
public final class CallForm {

    /** Gives an argument another value. */
    public interface Change {
        Object of(Argument argument, Object value);
    }

    private static final Map<Class<?>, CallForm> BY_RECORD = new LinkedHashMap<>();
    private static final Map<String, CallForm> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, CallForm> BY_ACTION = new LinkedHashMap<>();

    static {
        sorts(Call.class);
    }

    private final String name;
    private final String action;
    private final Class<?> record;
    private final List<Argument> arguments;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    private CallForm(Class<?> record) throws ReflectiveOperationException {
        this.record = record;
        action = record.getSimpleName();
        name = action.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        RecordComponent[] components = record.getRecordComponents();
        List<Argument> found = new ArrayList<>();
        accessors = new MethodHandle[components.length - 1];
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (int i = 1; i < components.length; i++) {
            found.add(Argument.of(components[i]));
            accessors[i - 1] = lookup.unreflect(components[i].getAccessor())
                    .asType(MethodType.methodType(Object.class, Call.class));
        }
        arguments = List.copyOf(found);
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        constructor = lookup.findConstructor(record, MethodType.methodType(void.class, types))
                .asSpreader(1, Object[].class, types.length - 1)
                .asType(MethodType.methodType(Call.class, String.class, Object[].class));
    }

    private static void sorts(Class<?> sort) {
        for (Class<?> one : sort.getPermittedSubclasses()) {
            if (one.isRecord()) {
                try {
                    CallForm form = new CallForm(one);
                    BY_RECORD.put(one, form);
                    BY_NAME.put(form.name, form);
                    BY_ACTION.put(form.action, form);
                } catch (ReflectiveOperationException impossible) {
                    throw new ExceptionInInitializerError(impossible);
                }
            } else {
                sorts(one);
            }
        }
    }

    /** The forms of all calls. */
    public static List<CallForm> all() {
        return List.copyOf(BY_RECORD.values());
    }

    /** The form of a call. */
    public static CallForm of(Call call) {
        return BY_RECORD.get(call.getClass());
    }

    /** The form of the call of that name, such as {@code mach_port_allocate}; null if there is none. */
    public static CallForm named(String name) {
        return BY_NAME.get(name);
    }

    /** The form of the specification's action of that name, such as {@code MachPortAllocate}; null if there is none. */
    public static CallForm ofAction(String action) {
        return BY_ACTION.get(action);
    }

    /** The call's own name, as traces have it. */
    public String name() {
        return name;
    }

    /** The specification's name for the call. */
    public String action() {
        return action;
    }

    /** The record of such calls. */
    public Class<?> record() {
        return record;
    }

    /** What such a call has beside its thread. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** The value of an argument of such a call; null only if it is optional. */
    public Object value(Call call, int argument) {
        try {
            return (Object) accessors[argument].invokeExact(call);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * The value of the first argument of a kind, or null if such calls have none.
     */
    public Object value(Call call, Argument.Kind kind) {
        for (int i = 0; i < accessors.length; i++) {
            if (arguments.get(i).kind() == kind) {
                return value(call, i);
            }
        }
        return null;
    }

    /** The name under which a call is to put a right; null if it is no call that does. */
    public static PortName chosenName(Call call) {
        return (PortName) of(call).value(call, Argument.Kind.CHOSEN_NAME);
    }

    /**
     * Such a call.
     *
     * @param values of the arguments, in their order
     * @throws ClassCastException if one is not of the type that its argument has
     */
    public Call make(String thread, Object... values) {
        try {
            return (Call) constructor.invokeExact(thread, values);
        } catch (RuntimeException | Error wrong) {
            throw wrong;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same call with other values for its arguments. */
    public Call with(Call call, Change change) {
        Object[] values = new Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = change.of(arguments.get(i), value(call, i));
        }
        return make(call.thread(), values);
    }

    @Override
    public String toString() {
        return name;
    }
}
