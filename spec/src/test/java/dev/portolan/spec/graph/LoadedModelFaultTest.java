package dev.portolan.spec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model leaves behind for the next is found by the test that is there for it. */
class LoadedModelFaultTest {

    private static final Path SOURCE = Path.of("src/main/java/dev/portolan/spec/graph/LoadedModel.java");
    private static final String FIND = "            forgetPlaces();\n";
    private static final Path CLASSES = Path.of("target/classes/");
    private static final Path TEST_CLASSES = Path.of("target/test-classes/");

    @TempDir
    Path scratch;

    @Test
    void placesOfTheModelBeforeAreFound() throws Exception {
        String text = Files.readString(SOURCE);
        assertEquals(2, text.split(Pattern.quote(FIND), -1).length, "places to plant it");
        Path faulty = Files.writeString(scratch.resolve("LoadedModel.java"), text.replace(FIND, ""));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> options = List.of("-d", scratch.toString(), "-cp", classPath, "-proc:none", "-nowarn");
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(faulty))
                    .call());
        }
        assertNotNull(outcome(scratch), "not found");
        assertNull(outcome(scratch.resolve("none")), "found where there is none");
    }

    /* What the test throws with the classes of this folder before all others; null if nothing. */
    private static Throwable outcome(Path first) throws Exception {
        URL[] places = {
            first.toUri().toURL(), CLASSES.toUri().toURL(), TEST_CLASSES.toUri().toURL()
        };
        try (OwnClasses classes = new OwnClasses(places)) {
            Class<?> tests = classes.loadClass(GraphExplorerTest.class.getName());
            Constructor<?> constructor = tests.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method test = tests.getDeclaredMethod("aModelHasNothingOfTheOneBefore");
            test.setAccessible(true);
            test.invoke(constructor.newInstance());
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }

    /** The classes that are tested, once more; TLC with its static fields is the one that all tests have. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses(URL[] places) {
            super(places, LoadedModelFaultTest.class.getClassLoader());
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
