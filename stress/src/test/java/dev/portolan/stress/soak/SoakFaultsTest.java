package dev.portolan.stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.planted.FaultyClasses;
import dev.portolan.planted.FaultySource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kernel forgets of a task or thread that is killed is found by a short soak. */
@DisplayName("planted faults: the soak")
class SoakFaultsTest {

    private static final Path KERNEL = Path.of("../reference-impl/src/main/java/dev/portolan/kernel");

    @TempDir
    Path scratch;

    private static String found(Path classes) throws Exception {
        FaultyClasses faulty = new FaultyClasses(classes, SoakFaultsTest::isOwn);
        return (String) ((Callable<?>) faulty.make(SoakRun.class.getName())).call();
    }

    private static boolean isOwn(String name) {
        return name.startsWith("dev.portolan.kernel.") || name.startsWith("dev.portolan.stress.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a right | kern/TerminationCall | if (order.isEmpty()) { | if (order.size() < 2) { | left over",
                "a waiter | kern/ThreadCall | waitBroken(target, dies, doomed); | | a thread is stuck",
                "a message | ipc/HeaderTransfer | doomed.add(message.destination()); | | send rights",
                "an end | kern/TerminationCall | ThreadCall.threadEnds(one, thread.doomed()); | | outlives its task"
            })
    void aKernelThatForgetsIsFound(String what, String file, String find, String replace, String tells)
            throws Exception {
        FaultySource source = new FaultySource(KERNEL.resolve(file + ".java"), find, replace == null ? "" : replace);
        String found = found(source.compiled(scratch));
        assertTrue(found.contains(tells), found);
    }

    @Test
    void aKernelThatForgetsNothingIsNotFound() throws Exception {
        assertEquals(SoakRun.NOTHING, found(scratch));
    }
}
