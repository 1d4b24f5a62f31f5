package dev.portolan.kernel.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;

class KernelRulesTest {

    /* The rules with one of them otherwise. */
    private static KernelRules with(KernelRules rules, Enum<?> value) throws ReflectiveOperationException {
        RecordComponent[] components = KernelRules.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = types[i] == value.getDeclaringClass()
                    ? value
                    : components[i].getAccessor().invoke(rules);
        }
        Constructor<KernelRules> constructor = KernelRules.class.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    /** A granted slot is posted to in a section of its own, which knows nothing of who is to be told. */
    @Test
    void noKernelGrantsSlotsAndTellsOfAcceptance() throws ReflectiveOperationException {
        InvocationTargetException granting = assertThrows(
                InvocationTargetException.class, () -> with(KernelRules.CLASSIC, KernelRules.FullQueue.GRANTS_SLOT));
        assertInstanceOf(IllegalArgumentException.class, granting.getCause());
        InvocationTargetException accepting = assertThrows(
                InvocationTargetException.class, () -> with(KernelRules.XNU, KernelRules.NotifyOptions.ACCEPTANCE));
        assertInstanceOf(IllegalArgumentException.class, accepting.getCause());

        assertEquals(KernelRules.XNU, with(KernelRules.XNU, KernelRules.FullQueue.GRANTS_SLOT));
    }
}
