package dev.portolan.conformance.exc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.MachException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests of all layouts, their words and sizes written down by hand: by who reads them here, and by the kernel. */
@DisplayName("words of requests")
class RequestWordsTest {

    /* Type 1, codes 1 and 0x7_0000_1111; registers 0x10, 0x20, 0x30, 0x40 of flavor 1. */
    private static final Map<Integer, List<Long>> WORDS = Map.of(
            2400,
            List.of(0x1001_2002L, 1L, 0x1001_2002L, 1L, 0x1001_2002L, 0x1111L),
            2401,
            List.of(0L, 1L, 1L, 2L, 1L, 0x1111L),
            2402,
            List.of(0L, 1L, 1L, 2L, 1L, 0x1111L, 1L, 4L, 0x10L, 0x20L, 0x30L, 0x40L),
            2403,
            List.of(0L, 1L, 1L, 2L, 1L, 0x1111L, 1L, 4L, 0x10L, 0x20L, 0x30L, 0x40L),
            2405,
            List.of(0L, 1L, 1L, 2L, 1L, 0L, 0x1111L, 7L),
            2406,
            List.of(0L, 1L, 1L, 2L, 1L, 0L, 0x1111L, 7L, 1L, 4L, 0x10L, 0x20L, 0x30L, 0x40L),
            2407,
            List.of(0L, 1L, 1L, 2L, 1L, 0L, 0x1111L, 7L, 1L, 4L, 0x10L, 0x20L, 0x30L, 0x40L),
            2408,
            List.of(0L, 1L, 0L, 0L, 1L, 2L, 1L, 0L, 0x1111L, 7L),
            2410,
            List.of(0L, 1L, 0L, 0L, 1L, 2L, 1L, 0L, 0x1111L, 7L, 1L, 4L, 0x10L, 0x20L, 0x30L, 0x40L));

    private static final Map<Integer, Integer> SIZES = Map.of(
            2400, 64, 2401, 76, 2402, 56 + 16, 2403, 84 + 16, 2405, 84, 2406, 64 + 16, 2407, 92 + 16, 2408, 80, 2410,
            88 + 16);

    private static final long ADDRESS = 0x7_0000_1111L;
    private static final List<Integer> STATE = List.of(0x10, 0x20, 0x30, 0x40);

    private static boolean hasState(int id) {
        return List.of(2402, 2403, 2406, 2407, 2410).contains(id);
    }

    @Test
    void eachIsReadAsItIsWritten() {
        WORDS.forEach((id, words) -> {
            boolean wide = id > 2404;
            RequestWords expected = new RequestWords(
                    id, 1, List.of(1L, wide ? ADDRESS : 0x1111L), hasState(id) ? 1 : 0, hasState(id) ? STATE : null);
            assertEquals(expected, RequestWords.read(id, words));
        });
    }

    @Test
    void theKernelWritesThem() {
        MachException exception = new MachException(1, List.of(1L, ADDRESS));
        assertEquals(WORDS.get(2400), ExceptionRequest.classic(exception).words());
        assertEquals(SIZES.get(2400), ExceptionRequest.classic(exception).size());
        for (int kind = 1; kind <= 3; kind++) {
            for (int flag : new int[] {0, ExceptionBehavior.MACH_EXCEPTION_CODES}) {
                ExceptionRequest request = ExceptionRequest.of(kind | flag, exception, 1, STATE);
                int id = (flag == 0 ? 2400 : 2404) + kind;
                assertEquals(id, request.id());
                assertEquals(WORDS.get(id), request.words(), "request " + id);
                assertEquals(SIZES.get(id), request.size(), "request " + id);
            }
        }
    }

    /** Those that have a token in place of rights, always with wide codes. */
    @Test
    void theKernelWritesThemWithTokens() {
        MachException exception = new MachException(1, List.of(1L, ADDRESS));
        Map.of(4, 2408, 5, 2410).forEach((kind, id) -> {
            ExceptionRequest request =
                    ExceptionRequest.of(kind | ExceptionBehavior.MACH_EXCEPTION_CODES, exception, 1, STATE);
            assertEquals(id, request.id());
            assertEquals(WORDS.get(id), request.words(), "request " + id);
            assertEquals(SIZES.get(id), request.size(), "request " + id);
        });
    }

    /* Where a layout has the same word in every request. */
    private static List<Integer> fixed(int id, int words) {
        List<Integer> fixed = new ArrayList<>(id == 2400 ? List.of(0, 2, 4) : List.of(0, 1, id >= 2408 ? 5 : 3));
        if (hasState(id)) {
            fixed.add(words - 5);
        }
        return fixed;
    }

    @Test
    void whatIsNotOfALayoutIsRefused() {
        WORDS.forEach((id, words) -> {
            for (int fixed : fixed(id, words.size())) {
                List<Long> other = new ArrayList<>(words);
                other.set(fixed, 9L);
                assertThrows(IllegalStateException.class, () -> RequestWords.read(id, other), id + ", word " + fixed);
            }
            List<Long> longer = new ArrayList<>(words);
            longer.add(0L);
            assertThrows(IllegalStateException.class, () -> RequestWords.read(id, longer), () -> id + ", one more");
        });
        assertThrows(IllegalStateException.class, () -> RequestWords.read(2404, List.of()));
    }
}
