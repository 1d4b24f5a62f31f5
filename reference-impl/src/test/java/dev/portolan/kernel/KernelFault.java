package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A fault of one source file of the kernel, and the test that finds it.
 *
 * @param find the text that is replaced, which occurs once
 * @param test the class and the method that finds it
 */
record KernelFault(String what, String file, String find, String replace, String test) {

    private static final Path SOURCES = Path.of("src/main/java/dev/portolan/kernel");
    private static final String CLASSES = "target/classes/";
    private static final String TEST_CLASSES = "target/test-classes/";

    /** The test fails where the fault is planted. */
    void isFound(Path scratch) throws Exception {
        Path source = SOURCES.resolve(file);
        String faulty = planted();
        Path classes = Files.createTempDirectory(scratch, "classes");
        compile(Files.writeString(classes.resolve(source.getFileName()), faulty), classes);
        assertNotNull(outcome(classes), "not found by " + test);
    }

    /** The source with the fault, for which there is one place. */
    String planted() throws IOException {
        String text = Files.readString(SOURCES.resolve(file));
        int at = text.indexOf(find);
        assertTrue(at >= 0, "occurs nowhere: " + find);
        assertEquals(at, text.lastIndexOf(find), "occurs twice: " + find);
        return text.substring(0, at) + replace + text.substring(at + find.length());
    }

    /** The test fails nowhere else. */
    void isNotFoundWhereItIsNot(Path scratch) throws Exception {
        assertNull(outcome(scratch), test);
    }

    private static void compile(Path source, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", into.toString(), "-cp", CLASSES, "--release", "17", "-nowarn");
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call());
        }
    }

    /* What the test method throws with these classes before all others; null if nothing. */
    private Throwable outcome(Path first) throws Exception {
        String[] name = test.split("#");
        URL[] places = {
            first.toUri().toURL(),
            Path.of(CLASSES).toUri().toURL(),
            Path.of(TEST_CLASSES).toUri().toURL()
        };
        try (OwnClasses classes = new OwnClasses(places)) {
            Class<?> tests = classes.loadClass("dev.portolan.kernel." + name[0]);
            Constructor<?> constructor = tests.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method method = tests.getDeclaredMethod(name[1]);
            method.setAccessible(true);
            try {
                method.invoke(constructor.newInstance());
                return null;
            } catch (InvocationTargetException thrown) {
                return assertInstanceOf(Throwable.class, thrown.getCause());
            }
        }
    }

    /** A kernel and its tests once more, apart from those that run. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses(URL[] places) {
            super(places, KernelFault.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.portolan.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
