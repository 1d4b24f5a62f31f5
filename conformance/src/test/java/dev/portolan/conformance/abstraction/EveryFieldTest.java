package dev.portolan.conformance.abstraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.PortName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("states: no field is left out of a comparison")
class EveryFieldTest {

    /** By which parts of one state are found in another. */
    private static final Set<String> KEYS =
            Set.of("SpaceState.task", "EntryState.name", "EntryState.type", "PortState.port", "ThreadState.thread");

    /** Of what a part is, there is nothing to hide; and whoever shows who waits shows sets. */
    private static final Set<String> ALWAYS_SHOWN = Set.of("ThreadState.at", "PortState.sets", "PortState.preposts");

    /** A field, and a value without it or with another in its place. */
    private record Variant(String field, Object value) {}

    @Test
    void statesThatDifferInAnyFieldAreNotEqual() throws ReflectiveOperationException {
        KernelState whole = (KernelState) whole(KernelState.class, List.of());
        assertTrue(StateEquality.equal(whole, (KernelState) whole(KernelState.class, List.of())));
        Set<String> varied = new TreeSet<>();
        for (Variant variant : variants(whole, false)) {
            varied.add(variant.field());
            KernelState other = (KernelState) variant.value();
            assertNotEquals(whole, other, variant.field());
            assertFalse(StateEquality.equal(whole, other), variant.field());
            assertFalse(StateEquality.equal(other, whole), variant.field());
            assertNotEquals(List.of(), StateDifference.exact(whole, other), variant.field());
        }
        assertTrue(varied.containsAll(KEYS) && varied.contains("ThreadState.always"), varied::toString);
    }

    @Test
    void whatIsNotShownIsHiddenAndSaid() throws ReflectiveOperationException {
        KernelState whole = (KernelState) whole(KernelState.class, List.of());
        Set<String> hidden = new TreeSet<>();
        for (Variant variant : variants(whole, true)) {
            KernelState shown = (KernelState) variant.value();
            Set<String> said = new TreeSet<>();
            assertEquals(shown, new Visible(said).of(whole, shown), variant.field());
            assertFalse(said.isEmpty(), variant.field());
            hidden.add(variant.field());
        }
        assertTrue(hidden.contains("MessageState.notified") && hidden.contains("ThreadState.body"), hidden::toString);
    }

    /** A value in which nothing is null, but for what is within its own like within its own like. */
    private static Object whole(Type type, List<Type> within) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            Object element = whole(list.getActualTypeArguments()[0], within);
            return element == null ? null : List.of(element);
        }
        Class<?> of = (Class<?>) type;
        if (of == PortName.class || !of.isRecord()) {
            return of.isEnum() ? of.getEnumConstants()[0] : simple(of, 1);
        }
        if (Collections.frequency(within, of) == 2) {
            return null;
        }
        List<Type> inside = new ArrayList<>(within);
        inside.add(of);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : of.getRecordComponents()) {
            values.add(whole(component.getGenericType(), inside));
        }
        return make(of, values);
    }

    private static Object simple(Class<?> of, int which) {
        if (of == PortName.class) {
            return PortName.of("p" + which);
        }
        if (of == String.class) {
            return "K" + which;
        }
        if (of == Boolean.class || of == boolean.class) {
            return which == 1;
        }
        return of == Long.class ? (Object) (long) which : (Object) which;
    }

    /** The value with one field changed, or if it can be null, without it. */
    private static List<Variant> variants(Object value, boolean without) throws ReflectiveOperationException {
        List<Variant> variants = new ArrayList<>();
        RecordComponent[] components = value.getClass().getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
            values.add(component.getAccessor().invoke(value));
        }
        for (int i = 0; i < components.length; i++) {
            String field = value.getClass().getSimpleName() + "." + components[i].getName();
            for (Variant variant : variants(components[i], field, values.get(i), without)) {
                List<Object> changed = new ArrayList<>(values);
                changed.set(i, variant.value());
                variants.add(new Variant(variant.field(), make(value.getClass(), changed)));
            }
        }
        return variants;
    }

    private static List<Variant> variants(RecordComponent component, String field, Object value, boolean without)
            throws ReflectiveOperationException {
        List<Variant> variants = new ArrayList<>();
        boolean isList = value instanceof List<?>;
        Object part = isList ? ((List<?>) value).get(0) : value;
        if (part instanceof Record && !(part instanceof PortName) && (!without || isPart(part))) {
            for (Variant inside : variants(part, without)) {
                variants.add(isList ? new Variant(inside.field(), List.of(inside.value())) : inside);
            }
        }
        if (value == null || without && KEYS.contains(field)) {
            return variants;
        }
        if (!without) {
            variants.add(new Variant(field, changed(component.getType(), value)));
        } else if (!component.getType().isPrimitive() && !ALWAYS_SHOWN.contains(field)) {
            variants.add(new Variant(field, null));
        }
        return variants;
    }

    /** What a kernel may show some fields of; the rest it shows whole. */
    private static boolean isPart(Object value) {
        return Set.of("KernelState", "SpaceState", "EntryState", "PortState", "MessageState", "ThreadState")
                .contains(value.getClass().getSimpleName());
    }

    private static Object changed(Class<?> type, Object value) {
        if (value instanceof List<?>) {
            return List.of();
        }
        if (value instanceof Record && !(value instanceof PortName)) {
            return null;
        }
        return type.isEnum() ? type.getEnumConstants()[1] : simple(type, 2);
    }

    private static Object make(Class<?> of, List<Object> values) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(of.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return of.getDeclaredConstructor(types).newInstance(values.toArray());
    }
}
