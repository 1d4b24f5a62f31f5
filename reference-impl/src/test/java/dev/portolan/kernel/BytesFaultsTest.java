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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in what reads and writes bytes, each found by the test that is there for it. */
class BytesFaultsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/portolan/kernel");
    private static final String CLASSES = "target/classes/";
    private static final String TEST_CLASSES = "target/test-classes/";

    private static final String TABLE = "bytes.LayoutTableTest#";
    private static final String READING = "bytes.SendBufferTest#";

    /**
     * A fault of one source file.
     *
     * @param find the text that is replaced, which occurs once
     * @param test the method that finds it
     */
    private record Fault(String what, String file, String find, String replace, String test) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault(
                    "an id at the place of the voucher",
                    "bytes/HeaderBytes.java",
                    "ID = 20;",
                    "ID = 16;",
                    TABLE + "headersAreRead"),
            new Fault(
                    "a disposition one byte too early",
                    "bytes/DescriptorBytes.java",
                    "DISPOSITION = 10;",
                    "DISPOSITION = 9;",
                    TABLE + "descriptorsAreRead"),
            new Fault(
                    "a size that does not move when the address is short",
                    "bytes/DescriptorBytes.java",
                    "UserLayout.LP64 ? 12 : 4;",
                    "UserLayout.LP64 ? 12 : 8;",
                    TABLE + "descriptorsAreWritten"),
            new Fault(
                    "descriptors without their count",
                    "bytes/ReceiveBuffer.java",
                    "int at = DATA_MIN;",
                    "int at = MachMsgHeader.SIZE;",
                    TABLE + "descriptorsBeginBehindTheirCountAndDataBehindThem"),
            new Fault(
                    "an audit token one word too late",
                    "abi/MachMsgTrailer.java",
                    "{8, 12, 20, 52}",
                    "{8, 12, 24, 52}",
                    TABLE + "trailersHaveAsMuchAsIsAskedFor"),
            new Fault(
                    "a context of 64 bits for whom it has 32",
                    "bytes/TrailerBytes.java",
                    "case 4 -> CONTEXT + layout.addressSize();",
                    "case 4 -> CONTEXT + 8;",
                    TABLE + "trailersHaveAsMuchAsIsAskedFor"),
            new Fault(
                    "a limit off by a word",
                    "bytes/SendBuffer.java",
                    "MachMsgSend.SIZE_MAX",
                    "MachMsgSend.SIZE_MAX + 4",
                    READING + "aSizeHasALimit"),
            new Fault(
                    "a size with a sign",
                    "bytes/SendBuffer.java",
                    "Integer.compareUnsigned(size, MachMsgHeader.SIZE) < 0",
                    "size < MachMsgHeader.SIZE",
                    READING + "aSizeHasALimit"),
            new Fault(
                    "a count times twelve in 32 bits",
                    "bytes/SendBuffer.java",
                    "if (count() * DescriptorBytes.SIZE_MIN > size - BASE_SIZE",
                    "if ((int) (count() * DescriptorBytes.SIZE_MIN) > size - BASE_SIZE",
                    READING + "aCountMustFit"),
            new Fault(
                    "fields before kinds",
                    "bytes/SendBuffer.java",
                    "            places[i] = at;",
                    "            places[i] = at;"
                            + " if (type == 1 && bytes.get(at + 9) > 1) { return MACH_SEND_INVALID_TYPE; }",
                    READING + "whatADescriptorIsComesBeforeWhatIsInIt"),
            new Fault(
                    "all descriptors from the first to the last",
                    "bytes/SendBuffer.java",
                    "backwards ? places.length - 1 - i : i",
                    "i",
                    READING + "fewDescriptorsAreLookedAtFromTheLastToTheFirst"),
            new Fault(
                    "one descriptor less from the last to the first",
                    "bytes/SendBuffer.java",
                    "BACKWARDS_MAX = 64;",
                    "BACKWARDS_MAX = 63;",
                    READING + "fewDescriptorsAreLookedAtFromTheLastToTheFirst"),
            new Fault(
                    "one descriptor more from the last to the first",
                    "bytes/SendBuffer.java",
                    "BACKWARDS_MAX = 64;",
                    "BACKWARDS_MAX = 65;",
                    READING + "manyDescriptorsAreLookedAtFromTheFirstToTheLast"),
            new Fault(
                    "rights counted before data is read",
                    "bytes/SendBuffer.java",
                    "return isReadable(size) ? faults.ofAll() : MACH_SEND_INVALID_DATA;",
                    "return faults.ofAll();",
                    READING + "dataMustBeReadableBeforeRightsAreTooMany"),
            new Fault(
                    "one right more",
                    "bytes/DescriptorFaults.java",
                    "16_383",
                    "16_384",
                    READING + "aMessageCarriesSoManyRights"),
            new Fault(
                    "copied bytes before rights",
                    "bytes/DescriptorFaults.java",
                    "if (portRights > PORT_RIGHTS_MAX) {",
                    "if (portRights > PORT_RIGHTS_MAX && copiedBytes <= COPIED_BYTES_MAX) {",
                    READING + "soMuchIsCopiedForASenderWhoKeepsIt"),
            new Fault(
                    "a guard without flags",
                    "bytes/DescriptorFaults.java",
                    "|| flags == 0",
                    "",
                    READING + "aGuardedPortIsAReceiveRightWithAFlag"),
            new Fault(
                    "an NDR record of the other byte order",
                    "bytes/ReceiveBuffer.java",
                    "List.of(0L, 1L)",
                    "List.of(0L, 0L)",
                    "NotificationBytesTest#deadName"),
            new Fault(
                    "notifications of nobody's",
                    "abi/MachMsgEnvelope.java",
                    "new MachMsgEnvelope(false, MachMsgTokens.KERNEL)",
                    "new MachMsgEnvelope(false, MachMsgTokens.NOBODY)",
                    "NotificationBytesTest#sendOnce"),
            new Fault(
                    "a trailer in what was not received",
                    "trap/MachMsg.java",
                    "message && isReceived(result)) {",
                    "message) {",
                    "MachMsgTest#whatCannotBeSentComesBackUnderNamesToMove"),
            new Fault(
                    "an interrupted receive that sends again",
                    "trap/MachMsg.java",
                    "option & ~MACH_SEND_MSG, 0,",
                    "option, sendSize,",
                    "MachMsgTest#theLibraryGoesOnWhereItWasInterrupted"),
            new Fault(
                    "a size in the layout of another task",
                    "ipc/IpcKmsg.java",
                    "return receive.layout().sizeOf(size, wideDescriptors);",
                    "return size;",
                    "MachMsgTest#taskOfThirtyTwoBitsCountInTheirOwnLayout"),
            new Fault(
                    "a failing array that stays where it was",
                    "ipc/BodyTransfer.java",
                    "if (contents != null && deallocate) {",
                    "if (contents != null && deallocate && size != 8) {",
                    "OutOfLineMemoryTest#anArrayThatFailsIsGoneFromMemoryAllTheSame"),
            new Fault(
                    "rights leaked with an array that finds no room",
                    "ipc/BodyTransfer.java",
                    "array.rights().forEach(doomed::add);",
                    "assert array != null;",
                    "OutOfLineMemoryTest#withoutRoomTheMessageArrivesAndSaysSo"));

    @TempDir
    Path scratch;

    @TestFactory
    List<DynamicTest> faultsAreFound() {
        return FAULTS.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.what(), () -> isFound(fault)))
                .toList();
    }

    /** Looked at before any is planted, which takes longer. */
    @Test
    void everyFaultHasOnePlace() throws Exception {
        for (Fault fault : FAULTS) {
            planted(fault);
        }
    }

    private static String planted(Fault fault) throws IOException {
        String text = Files.readString(SOURCES.resolve(fault.file()));
        int at = text.indexOf(fault.find());
        assertTrue(at >= 0, "occurs nowhere: " + fault.find());
        assertEquals(at, text.lastIndexOf(fault.find()), "occurs twice: " + fault.find());
        return text.substring(0, at)
                + fault.replace()
                + text.substring(at + fault.find().length());
    }

    private void isFound(Fault fault) throws Exception {
        Path source = SOURCES.resolve(fault.file());
        String faulty = planted(fault);
        Path classes = Files.createTempDirectory(scratch, "classes");
        compile(Files.writeString(classes.resolve(source.getFileName()), faulty), classes);
        assertNotNull(outcome(fault.test(), classes), "not found by " + fault.test());
    }

    /** What finds a fault finds none where there is none. */
    @Test
    void noTestFindsAFaultWhereThereIsNone() throws Exception {
        for (Fault fault : FAULTS) {
            assertNull(outcome(fault.test(), scratch), fault.test());
        }
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
    private static Throwable outcome(String test, Path first) throws Exception {
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
            super(places, BytesFaultsTest.class.getClassLoader());
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
