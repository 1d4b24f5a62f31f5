package dev.portolan.kernel.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a handler answers, as a message has it: return code, and new registers where the request had some.
 *
 * @param ret the return code; {@code KERN_SUCCESS} if the exception is handled
 * @param flavor of the registers; 0 without
 * @param state the new registers; null without
 */
public record ExceptionReply(int id, int ret, int flavor, List<Integer> state) {

    /** The bytes of a reply without registers, and of an error in any case. */
    public static final int ERROR_SIZE = 36;

    private static final int STATE_SIZE = 44;
    private static final int CLASSIC_SIZE = 32;
    private static final int CLASSIC_ID = ExceptionRequest.EXCEPTION_RAISE_ID + ExceptionRequest.REPLY_ID_STEP;
    private static final long INTEGER_32 = 0x1001_2002L;

    /* Places of words behind the header. */
    private static final int RET = 2;
    private static final int FLAVOR = 3;
    private static final int STATE = 5;

    /** The reply to a request, without other registers than those that it had. */
    public static ExceptionReply to(ExceptionRequest request, int ret) {
        return new ExceptionReply(
                request.id() + ExceptionRequest.REPLY_ID_STEP, ret, request.flavor(), request.state());
    }

    /** The same reply with these registers. */
    public ExceptionReply with(List<Integer> registers) {
        return new ExceptionReply(id, ret, flavor, List.copyOf(registers));
    }

    /** How many bytes a reply has that has so many registers; -1 for none. */
    public static int size(boolean masked, int registers) {
        return !masked ? CLASSIC_SIZE : registers < 0 ? ERROR_SIZE : STATE_SIZE + Integer.BYTES * registers;
    }

    /** The size of the message in bytes. */
    public int size() {
        return size(id != CLASSIC_ID, state == null ? -1 : state.size());
    }

    /** The message's in-line data. */
    public List<Long> words() {
        if (id == CLASSIC_ID) {
            return List.of(INTEGER_32, Integer.toUnsignedLong(ret));
        }
        List<Long> words = new ArrayList<>(List.of(0L, 1L, Integer.toUnsignedLong(ret)));
        if (state != null) {
            words.addAll(List.of((long) flavor, (long) state.size()));
            state.forEach(word -> words.add(Integer.toUnsignedLong(word)));
        }
        return List.copyOf(words);
    }

    /** The return code in a message that has the right id and size. */
    public static int ret(int id, List<Long> words) {
        return words.get(id == CLASSIC_ID ? 1 : RET).intValue();
    }

    /** The reply in a message that is a success with registers, and has the right id and size. */
    public static ExceptionReply read(int id, List<Long> words) {
        List<Integer> state =
                words.subList(STATE, words.size()).stream().map(Long::intValue).toList();
        return new ExceptionReply(id, ret(id, words), words.get(FLAVOR).intValue(), state);
    }
}
