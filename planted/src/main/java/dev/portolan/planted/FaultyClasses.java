package dev.portolan.planted;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A class loader with classes of its own, a few of which are faulty; all others it shares with the loader that this class
 * is from.
 */
public final class FaultyClasses extends ClassLoader {

    private final Path folder;
    private final Predicate<String> isOwn;

    /**
     * @param folder of the faulty classes; what is not there is sound
     * @param isOwn whether the class of that name is one of its own
     */
    public FaultyClasses(Path folder, Predicate<String> isOwn) {
        super("faulty classes", FaultyClasses.class.getClassLoader());
        this.folder = folder;
        this.isOwn = isOwn;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOwn.test(name)) {
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
            // Some classes are listed where they come from.
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
        try (InputStream sound = getParent().getResourceAsStream(file)) {
            return sound.readAllBytes();
        }
    }

    /** A new object of a class of that name. */
    public Object make(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /**
     * What a test throws here.
     *
     * @param test class, {@code #} and method without parameters
     * @return null if nothing
     */
    public Throwable thrownBy(String test) throws ReflectiveOperationException {
        String[] name = test.split("#");
        Object tests = make(name[0]);
        Method method = tests.getClass().getDeclaredMethod(name[1]);
        method.setAccessible(true);
        try {
            method.invoke(tests);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }
}
