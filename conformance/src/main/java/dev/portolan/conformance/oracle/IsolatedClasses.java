package dev.portolan.conformance.oracle;

import dev.portolan.spec.SpecError;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * A class loader with TLC and all that reads its values, of its own.
 *
 * <p>TLC keeps a model in static fields, so each model wants its own TLC. What passes between a model and the rest,
 * calls, outcomes, states and {@link Oracle}, is shared with the loader that this class is from. Nothing else is
 * told apart: the bytes are those of that loader's classes.
 */
final class IsolatedClasses extends ClassLoader {

    private static final List<String> ISOLATED = List.of(
            "tlc2.",
            "tla2sany.",
            "util.",
            "pcal.",
            "dev.portolan.spec.",
            "dev.portolan.conformance.tlc.",
            "dev.portolan.conformance.oracle.");

    private static final Set<String> SHARED =
            Set.of(Oracle.class.getName(), Oracle.Moment.class.getName(), SpecError.class.getName());

    static {
        registerAsParallelCapable();
    }

    IsolatedClasses() {
        super("model", IsolatedClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.contains(name) || ISOLATED.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
