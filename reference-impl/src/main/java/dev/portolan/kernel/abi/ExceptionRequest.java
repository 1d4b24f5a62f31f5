package dev.portolan.kernel.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a handler is asked, as a message has it besides its rights: {@code exception_raise} and its kin.
 *
 * <p>The layout is that of the stubs that MIG makes: header, rights, NDR record, type, count of codes, codes, and flavor,
 * count and registers where the behaviour has state. A kernel whose ports are not masked sends the one request of Mach
 * 3.0, in which each field has a type descriptor.
 *
 * @param codes cut to 32 bits where they are not wide
 * @param flavor of the registers; 0 without
 * @param state the registers; null without
 */
public record ExceptionRequest(int id, MachException exception, boolean wide, int flavor, List<Integer> state) {

    /** The request of Mach 3.0. */
    public static final int EXCEPTION_RAISE_ID = 2400;

    /** How much higher a reply's id is than its request's. */
    public static final int REPLY_ID_STEP = 100;

    private static final int RAISE_SIZE = 64;
    private static final int WIDE_BASE = 2404;
    private static final int IDENTITY_PROTECTED_ID = 2408;
    private static final int STATE_IDENTITY_PROTECTED_ID = 2410;

    /* NDR_record_t of a little-endian machine, and mach_msg_type_t of one inline integer of 32 bits. */
    private static final List<Long> NDR = List.of(0L, 1L);
    private static final long INTEGER_32 = 0x1001_2002L;

    private static final int DESCRIPTORS_SIZE = 4 + 2 * 12;
    private static final int TOKEN_SIZE = 4 + 12;
    private static final int CODES = 2;

    /** A request of a behaviour. */
    public static ExceptionRequest of(int behavior, MachException exception, int flavor, List<Integer> state) {
        boolean wide = ExceptionBehavior.hasWideCodes(behavior);
        boolean hasState = ExceptionBehavior.hasState(behavior);
        return new ExceptionRequest(
                id(behavior),
                wide ? exception : cut(exception),
                wide,
                hasState ? flavor : ThreadStateFlavor.NONE,
                hasState ? List.copyOf(state) : null);
    }

    /** The request of Mach 3.0. */
    public static ExceptionRequest classic(MachException exception) {
        return new ExceptionRequest(EXCEPTION_RAISE_ID, cut(exception), false, ThreadStateFlavor.NONE, null);
    }

    private static MachException cut(MachException exception) {
        return new MachException(
                exception.type(),
                exception.codes().stream().map(code -> code & 0xffff_ffffL).toList());
    }

    /** The id of the request of a behaviour. */
    public static int id(int behavior) {
        return switch (ExceptionBehavior.kind(behavior)) {
            case ExceptionBehavior.EXCEPTION_IDENTITY_PROTECTED -> IDENTITY_PROTECTED_ID;
            case ExceptionBehavior.EXCEPTION_STATE_IDENTITY_PROTECTED -> STATE_IDENTITY_PROTECTED_ID;
            default ->
                (ExceptionBehavior.hasWideCodes(behavior) ? WIDE_BASE : EXCEPTION_RAISE_ID)
                        + ExceptionBehavior.kind(behavior);
        };
    }

    /** The behaviour whose request has that id; 0 for the request of Mach 3.0. The id must be a request's. */
    public static int behavior(int id) {
        return switch (id) {
            case IDENTITY_PROTECTED_ID -> ExceptionBehavior.EXCEPTION_IDENTITY_PROTECTED;
            case STATE_IDENTITY_PROTECTED_ID -> ExceptionBehavior.EXCEPTION_STATE_IDENTITY_PROTECTED;
            default ->
                id > WIDE_BASE ? id - WIDE_BASE | ExceptionBehavior.MACH_EXCEPTION_CODES : id - EXCEPTION_RAISE_ID;
        };
    }

    /** The size of the message in bytes. */
    public int size() {
        if (id == EXCEPTION_RAISE_ID) {
            return RAISE_SIZE;
        }
        int behavior = behavior(id);
        int rights = ExceptionBehavior.hasIdentity(behavior)
                ? DESCRIPTORS_SIZE
                : ExceptionBehavior.hasIdentityToken(behavior) ? TOKEN_SIZE : 0;
        return MachMsgHeader.SIZE + rights + Integer.BYTES * words().size();
    }

    /** The message's in-line data. A token's request has a number for the thread, which is 0 here. */
    public List<Long> words() {
        List<Long> words = new ArrayList<>();
        if (id == EXCEPTION_RAISE_ID) {
            words.addAll(List.of(INTEGER_32, (long) exception.type()));
            exception.codes().forEach(code -> words.addAll(List.of(INTEGER_32, code)));
            return List.copyOf(words);
        }
        words.addAll(NDR);
        if (ExceptionBehavior.hasIdentityToken(behavior(id))) {
            words.addAll(List.of(0L, 0L));
        }
        words.addAll(List.of((long) exception.type(), (long) CODES));
        for (long code : exception.codes()) {
            words.add(code & 0xffff_ffffL);
            if (wide) {
                words.add(code >>> Integer.SIZE);
            }
        }
        if (state != null) {
            words.addAll(List.of((long) flavor, (long) state.size()));
            state.forEach(word -> words.add(Integer.toUnsignedLong(word)));
        }
        return List.copyOf(words);
    }

    /** True if that is the id of a request with wide codes whose behaviour knows no tokens. */
    public static boolean isWide(int id) {
        return id > WIDE_BASE && id <= WIDE_BASE + ExceptionBehavior.EXCEPTION_STATE_IDENTITY;
    }

    /** The fewest bytes of a request with that id, whatever registers it has. */
    public static int sizeMin(int id) {
        MachException none = MachException.of(0, 0, 0);
        return of(behavior(id), none, ThreadStateFlavor.NONE, List.of()).size();
    }

    /** The request in a message received, of which it must be known that it is one. */
    public static ExceptionRequest read(int id, List<Long> words) {
        if (id == EXCEPTION_RAISE_ID) {
            MachException exception = MachException.of(words.get(1).intValue(), words.get(3), words.get(5));
            return new ExceptionRequest(id, exception, false, ThreadStateFlavor.NONE, null);
        }
        int behavior = behavior(id);
        boolean tokens = ExceptionBehavior.hasIdentityToken(behavior);
        boolean wide = tokens || ExceptionBehavior.hasWideCodes(behavior);
        int at = NDR.size() + (tokens ? 2 : 0);
        int type = words.get(at).intValue();
        at += 2;
        List<Long> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            codes.add(wide ? words.get(at) | words.get(at + 1) << Integer.SIZE : words.get(at));
            at += wide ? 2 : 1;
        }
        MachException exception = new MachException(type, codes);
        if (!ExceptionBehavior.hasState(behavior)) {
            return new ExceptionRequest(id, exception, wide, ThreadStateFlavor.NONE, null);
        }
        List<Integer> state =
                words.subList(at + 2, words.size()).stream().map(Long::intValue).toList();
        return new ExceptionRequest(id, exception, wide, words.get(at).intValue(), state);
    }
}
