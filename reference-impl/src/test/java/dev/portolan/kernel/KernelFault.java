package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.planted.FaultyClasses;
import dev.portolan.planted.FaultySource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A fault of one source file of the kernel, and the test that finds it.
 *
 * @param find the text that is replaced, which occurs once
 * @param test the class and the method that finds it
 */
record KernelFault(String what, String file, String find, String replace, String test) {

    private static final Path SOURCES = Path.of("src/main/java/dev/portolan/kernel");

    /** The test fails where the fault is planted. */
    void isFound(Path scratch) throws Exception {
        assertNotNull(outcome(source().compiled(scratch)), "not found by " + test);
    }

    /** The source with the fault, for which there is one place. */
    String planted() throws IOException {
        return source().text();
    }

    private FaultySource source() {
        return new FaultySource(SOURCES.resolve(file), find, replace);
    }

    /** The test fails nowhere else. */
    void isNotFoundWhereItIsNot(Path scratch) throws Exception {
        assertNull(outcome(scratch), test);
    }

    /* What the test throws with these classes before all others, in a kernel apart from those that run. */
    private Throwable outcome(Path first) throws Exception {
        return new FaultyClasses(first, name -> name.startsWith("dev.portolan."))
                .thrownBy("dev.portolan.kernel." + test);
    }
}
