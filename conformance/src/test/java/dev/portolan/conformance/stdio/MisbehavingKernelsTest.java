package dev.portolan.conformance.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.PortName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gallery of kernels that are none, or not for long. Each is a few words for the shell. */
@DisplayName("kernels that misbehave")
class MisbehavingKernelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(500);
    private static final Setting SETTING = new Setting("xnu", Map.of(), Map.of("A", List.of("A0")), false);
    private static final Call TYPE = new Call.MachPortType("A0", "A", PortName.of("7"), Call.Entry.TRAP);

    private static final String HELLO =
            "read r; echo '{\"id\":1,\"protocol\":1,\"name\":\"g\",\"version\":\"1\",\"dialects\":[\"xnu\"],"
                    + "\"levels\":[\"ipc\"],\"observes\":[]}';";
    private static final String RESET = "read r; echo '{\"id\":2}';";
    private static final String DONE = "{\"id\":3,\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}";

    private static StdioKernel begun(String then, Duration patience) {
        StdioKernel kernel = StdioKernel.start(HELLO + RESET + "read r;" + then, patience);
        kernel.reset(SETTING);
        return kernel;
    }

    private static String crash(String then, Duration patience) {
        try (StdioKernel kernel = begun(then, patience)) {
            Answer answer = kernel.perform(TYPE);
            return assertInstanceOf(Answer.Crashed.class, answer).message();
        }
    }

    private static ProtocolViolation violation(String then) {
        try (StdioKernel kernel = begun(then, PATIENCE)) {
            return assertThrows(ProtocolViolation.class, () -> kernel.perform(TYPE));
        }
    }

    @Test
    void oneThatBehaves() {
        try (StdioKernel kernel = begun("echo '" + DONE + "'; read r", PATIENCE)) {
            Answer.Made made = assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            assertEquals("KERN_SUCCESS", made.outcome().ret());
            assertEquals("g", kernel.declaration().name());
        }
    }

    @Test
    void oneThatDiesAtACallIsBlamedAndBegunAnew() {
        try (StdioKernel kernel = begun("echo the roof is on fire >&2; exit 7", PATIENCE)) {
            Answer first = kernel.perform(TYPE);
            assertEquals(
                    new Answer.Crashed("ended with exit code 7 at the call; standard error: the roof is on fire"),
                    first);
            assertInstanceOf(Answer.Failed.class, kernel.perform(TYPE));
            kernel.reset(SETTING);
            assertInstanceOf(Answer.Crashed.class, kernel.perform(TYPE));
        }
    }

    @Test
    void oneThatDiesAtAResetIsBlamedAtTheFirstCall() {
        String dies = "echo '" + DONE + "'; read r; echo no more >&2; exit 7";
        try (StdioKernel kernel = begun(dies, PATIENCE)) {
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            kernel.reset(SETTING);
            assertEquals(new KernelState(null, null, null), kernel.observe());
            assertEquals(
                    new Answer.Crashed("ended with exit code 7 at reset; standard error: no more"),
                    kernel.perform(TYPE));
            assertInstanceOf(Answer.Failed.class, kernel.perform(TYPE));
            kernel.reset(SETTING);
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
        }
    }

    @Test
    void oneThatRefusesWhatItWasHadInBeforeHasFailed() {
        String refuses = "echo '" + DONE + "'; read r; echo '{\"id\":4,\"error\":\"out of memory\"}'; read r";
        try (StdioKernel kernel = begun(refuses, PATIENCE)) {
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            kernel.reset(SETTING);
            assertEquals(new Answer.Failed("error: out of memory"), kernel.perform(TYPE));
        }
    }

    @Test
    void aSignalIsNamed() {
        assertEquals("ended by signal 11 (SIGSEGV) at the call", crash("kill -SEGV $$", PATIENCE));
        assertEquals("ended by signal 6 (SIGABRT) at the call", crash("kill -ABRT $$", PATIENCE));
        assertEquals("ended with exit code 255 at the call", crash("exit 255", PATIENCE));
    }

    @Test
    void oneThatHangsIsEnded() {
        assertEquals("did not answer the call within 500 ms and was ended", crash("while :; do :; done", IMPATIENCE));
    }

    @Test
    void oneThatDoesNotEvenReadIsEnded() {
        Call.Header header = new Call.Header(
                PortName.of("7"), "COPY_SEND", null, null, null, null, 1, Collections.nCopies(200_000, 4_000_000_000L));
        Call large = new Call.MachMsg("A0", new Call.Send(header, 24, Call.Timeout.FOREVER), null);
        try (StdioKernel kernel = StdioKernel.start(HELLO + RESET + "while :; do :; done", IMPATIENCE)) {
            kernel.reset(SETTING);
            assertEquals(
                    new Answer.Crashed("did not answer the call within 500 ms and was ended"), kernel.perform(large));
        }
    }

    @Test
    void oneThatEndsWithinALine() {
        assertEquals("ended with exit code 0 within a line at the call", crash("printf '{\"id\":3'", PATIENCE));
    }

    @Test
    void oneThatIsNotThere() {
        KernelFailure none =
                assertThrows(KernelFailure.class, () -> StdioKernel.start("no-such-kernel-anywhere", PATIENCE));
        assertTrue(
                none.getMessage().startsWith("ended with exit code 127 at hello; standard error:"), none::getMessage);
    }

    @Test
    void oneThatFloodsItsErrorsIsHeardAllTheSame() {
        String flood = "head -c 100000000 /dev/zero >&2; i=0; while [ $i -lt 100 ]; do echo line $i >&2; i=$((i+1));"
                + " done; echo '" + DONE + "'; read r; exit 3";
        try (StdioKernel kernel = begun(flood, PATIENCE)) {
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            String message =
                    assertInstanceOf(Answer.Crashed.class, kernel.perform(TYPE)).message();
            assertTrue(
                    message.endsWith("line 92 | line 93 | line 94 | line 95 | line 96 | line 97 | line 98 | line 99"));
            assertTrue(message.length() < 200, message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "not-an-answer ! 1  ! echo garbage",
                "not-an-answer ! 1  ! echo",
                "not-an-answer ! 1  ! echo '[3]'",
                "not-an-answer ! 2  ! echo '{}'",
                "not-an-answer ! 2  ! echo '{\"outcome\":{\"ret\":\"KERN_SUCCESS\"},\"id\":3}'",
                "not-an-answer ! 8  ! echo '{\"id\":3}'",
                "not-an-answer ! 9  ! echo '{\"id\":3,\"colour\":\"red\"}'",
                "not-an-answer ! 26 ! echo '{\"id\":3,\"outcome\":{\"ret\":7}}'",
                "not-an-answer ! 26 ! echo '{\"id\":3,\"outcome\":{\"ret\":\"success\"}}'",
                "not-an-answer ! 43 ! echo '{\"id\":3,\"outcome\":{\"ret\":\"KERN_SUCCESS\"}} {}'",
                "not-an-answer ! 42 ! echo '{\"id\":3,\"outcome\":{\"ret\":\"KERN_SUCCESS\"},\"skip\":\"no\"}'",
                "not-an-answer ! 55 ! echo '{\"id\":3,\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":\"p1\"}}}'",
                "not-an-answer ! 55 ! echo '{\"id\":3,\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":-1}}}'",
                "wrong-id      ! 7  ! echo '{\"id\":2}'",
            })
    void whatIsNoAnswerHasANameAndAPlace(String name, int column, String then) {
        ProtocolViolation violation = violation(then);
        assertEquals(name, violation.name(), violation::getMessage);
        assertEquals(3, violation.line(), violation::getMessage);
        assertEquals(column, violation.column(), violation::getMessage);
    }

    @Test
    void oneThatAnswersTwiceIsFoundAtTheNextCall() {
        try (StdioKernel kernel = begun("echo '" + DONE + "'; echo '" + DONE + "'; read r", PATIENCE)) {
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            ProtocolViolation twice = assertThrows(ProtocolViolation.class, () -> kernel.perform(TYPE));
            assertEquals("wrong-id", twice.name());
            assertTrue(twice.getMessage().endsWith("request 4 was made, and 3 answered"), twice::getMessage);
        }
    }

    @Test
    void anotherVersionIsRefused() {
        String kernel = "read r; echo '{\"id\":1,\"protocol\":2}'";
        ProtocolViolation wrong = assertThrows(ProtocolViolation.class, () -> StdioKernel.start(kernel, PATIENCE));
        assertEquals("wrong-version", wrong.name());
        assertEquals(
                kernel + ":1:20: wrong-version: the kernel speaks version 2; this is version 1", wrong.getMessage());
    }

    @Test
    void aLineOfFiftyMegabytesIsRefusedInTimeAndMemory() {
        String then = "head -c 50000000 /dev/zero | tr '\\0' x; read r";
        try (StdioKernel kernel = begun(then, PATIENCE)) {
            long asked = System.nanoTime();
            ProtocolViolation large = assertThrows(ProtocolViolation.class, () -> kernel.perform(TYPE));
            Duration taken = Duration.ofNanos(System.nanoTime() - asked);
            assertEquals("line-too-long", large.name());
            assertEquals(Protocol.LINE_BYTES_MAX + 1, large.column());
            assertTrue(taken.compareTo(Duration.ofSeconds(2)) < 0, taken::toString);
        }
    }

    @Test
    void ofALineWithoutEndNoMoreIsReadThanThereMayBe() throws Exception {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                read[0] += length;
                return length;
            }
        };
        LineReader reader = new LineReader(endless, 100_000);
        reader.run();
        assertEquals(new LineReader.Next.TooLong(1), reader.next(0));
        assertTrue(read[0] > 100_000 && read[0] < 120_000, () -> read[0] + " bytes");
    }

    @Test
    void aBatchWithoutTheStatesThatWereAskedForIsNoAnswer() {
        String hello = HELLO.replace("\"observes\":[]", "\"observes\":[\"spaces\"],\"batch\":true");
        String then = "echo '{\"id\":3,\"answers\":[{\"outcome\":{\"ret\":\"KERN_SUCCESS\"}},"
                + "{\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}]}'; read r";
        try (StdioKernel kernel = StdioKernel.start(hello + RESET + "read r;" + then, PATIENCE)) {
            kernel.reset(SETTING);
            ProtocolViolation none =
                    assertThrows(ProtocolViolation.class, () -> kernel.performAll(List.of(TYPE, TYPE)));
            assertEquals("not-an-answer", none.name());
            assertTrue(none.getMessage().contains("an outcome has no \"state\""), none::getMessage);
        }
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(100_000);
        ProtocolViolation violation = violation("echo '{\"id\":3,\"state\":" + deep + "'");
        assertEquals("not-an-answer", violation.name());
    }

    @Test
    void whatAStrangerWritesIsFitForATerminal() {
        String then = "printf '{\"id\":3,\"unsupported\":\"\\\\u009b2Jgone\"}\\n'";
        ProtocolViolation violation = violation(then);
        assertEquals("not-an-answer", violation.name());
        assertFalse(crash("printf '\\033[2J' >&2; exit 1", PATIENCE).contains("\033"));
    }

    @Test
    void childrenEndWithTheirKernel(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("child");
        String then = "cat <&0 >/dev/null & tail -f /dev/null & echo $! > " + file + "; echo '" + DONE + "'; wait";
        ProcessHandle child;
        try (StdioKernel kernel = begun(then, PATIENCE)) {
            assertInstanceOf(Answer.Made.class, kernel.perform(TYPE));
            child = ProcessHandle.of(pid(file)).orElseThrow();
            assertTrue(child.isAlive());
        }
        ended(child);
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static void ended(ProcessHandle child) throws InterruptedException, ExecutionException {
        try {
            child.onExit().get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            child.destroyForcibly();
            throw new AssertionError("it runs on", late);
        }
        assertFalse(child.isAlive());
    }
}
