package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Oracles for settings, each with a model and a TLC of its own, kept as long as there are few.
 *
 * <p>One thread at a time, and one trace at a time for each oracle.
 */
public final class Oracles implements AutoCloseable {

    /** A model is about 30 MB. */
    private static final int KEPT = 6;

    private record Key(String dialect, Map<String, Integer> limits, Map<String, ?> tasks) {}

    private final Path spec;
    private final Map<Key, Oracle> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Oracles of the specification that this build carries. */
    public Oracles() {
        this(null);
    }

    /**
     * Oracles of a specification.
     *
     * @param spec its folder, laid out as {@code spec/}; null is the one that this build carries
     */
    public Oracles(Path spec) {
        this.spec = spec;
    }

    /**
     * An oracle to which nothing has happened; it serves until the next one for the same setting is asked for.
     *
     * @throws KernelFailure if no model can have the setting; the message says why
     */
    public Oracle of(Setting setting) {
        Key key = new Key(setting.dialect(), new TreeMap<>(setting.limits()), new TreeMap<>(setting.tasks()));
        Oracle oracle = kept.get(key);
        if (oracle == null) {
            makeRoom();
            oracle = load(setting);
            kept.put(key, oracle);
        }
        oracle.reset(setting);
        return oracle;
    }

    private Oracle load(Setting setting) {
        try {
            return (Oracle) Class.forName(IsolatedOracle.class.getName(), true, new IsolatedClasses())
                    .getMethod("load", Setting.class, Path.class)
                    .invoke(null, setting, spec);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeRoom() {
        if (kept.size() >= KEPT) {
            Iterator<Oracle> eldest = kept.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Oracle::close);
        kept.clear();
    }
}
