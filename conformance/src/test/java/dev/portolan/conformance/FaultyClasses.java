package dev.portolan.conformance;

import dev.portolan.conformance.graph.WorldGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A class loader with a kernel of its own, a few of whose classes are faulty, and with all of ours that knows a kernel.
 *
 * <p>What passes between a world and a kernel, calls, outcomes, states and graphs, is shared with the loader that this
 * class is from.
 */
final class FaultyClasses extends ClassLoader {

    private static final String KERNEL = "dev.portolan.kernel.";
    private static final String CONFORMANCE = "dev.portolan.conformance.";
    private static final String ON_KERNEL = CONFORMANCE + "graph.GraphOnKernel";

    private final Path folder;

    private FaultyClasses(Path folder) {
        super("faulty kernel", FaultyClasses.class.getClassLoader());
        this.folder = folder;
    }

    /** The kernel whose classes are in this folder, as far as they are not the sound one's. */
    static FaultyKernel kernel(Path folder) {
        try {
            return (FaultyKernel)
                    load(folder, ON_KERNEL).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A class that has the classes of this folder before all others. */
    static Class<?> load(Path folder, String name) throws ClassNotFoundException {
        return new FaultyClasses(folder).loadClass(name);
    }

    private static boolean isShared(String name) {
        boolean isOurs = name.startsWith(KERNEL) || name.startsWith(CONFORMANCE);
        return !isOurs
                || name.startsWith(CONFORMANCE + "kernel.")
                || name.startsWith(WorldGraph.class.getName())
                || name.startsWith(FaultyKernel.class.getName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        Class<?> sound = getParent().loadClass(name);
        try {
            byte[] bytes = bytes(name.replace('.', '/') + ".class");
            // The kernel's classes are listed where they come from.
            return defineClass(name, bytes, 0, bytes.length, sound.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] bytes(String file) throws IOException {
        Path faulty = folder.resolve(file);
        if (Files.exists(faulty)) {
            return Files.readAllBytes(faulty);
        }
        try (var sound = getParent().getResourceAsStream(file)) {
            return sound.readAllBytes();
        }
    }
}
