package dev.portolan.conformance.exc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as its words have it, read by the tables of the stubs and not by the kernel's own code.
 *
 * <p>The words are those behind header and rights. All that is fixed in a layout must be there.
 *
 * @param flavor of the registers; 0 without
 * @param state the registers; null without
 */
public record RequestWords(int id, int type, List<Long> codes, int flavor, List<Integer> state) {

    /* The request of Mach 3.0: each field has its type before it, one inline integer of 32 bits. */
    private static final int CLASSIC = 2400;
    private static final long INTEGER_32 = 0x1001_2002L;
    private static final int CLASSIC_WORDS = 6;

    /* How much higher a reply's id is. */
    private static final int REPLY = 100;

    /**
     * Where a request's fields stand.
     *
     * @param type the place of the type, behind it that of the count of codes
     * @param code words of each of the two codes
     */
    private record Layout(int type, int code, boolean hasState) {

        private static final Map<Integer, Layout> BY_ID = Map.of(
                2401, new Layout(2, 1, false),
                2402, new Layout(2, 1, true),
                2403, new Layout(2, 1, true),
                2405, new Layout(2, 2, false),
                2406, new Layout(2, 2, true),
                2407, new Layout(2, 2, true),
                2408, new Layout(4, 2, false),
                2410, new Layout(4, 2, true));

        private static Layout of(int id) {
            Layout layout = BY_ID.get(id);
            if (layout == null) {
                throw new IllegalStateException("no request has the id " + id);
            }
            return layout;
        }

        int codes() {
            return type + 2;
        }

        int behind() {
            return codes() + 2 * code;
        }
    }

    /** True of the ids of requests. */
    public static boolean isRequest(int id) {
        return id == CLASSIC || Layout.BY_ID.containsKey(id);
    }

    /**
     * The request in a message.
     *
     * @throws IllegalStateException if a word is not as that request has it
     */
    public static RequestWords read(int id, List<Long> words) {
        return id == CLASSIC ? classic(words) : masked(id, words, Layout.of(id));
    }

    private static RequestWords classic(List<Long> words) {
        check(words.size() == CLASSIC_WORDS, CLASSIC, words);
        for (int at = 0; at < CLASSIC_WORDS; at += 2) {
            check(words.get(at) == INTEGER_32, CLASSIC, words);
        }
        return new RequestWords(CLASSIC, words.get(1).intValue(), List.of(words.get(3), words.get(5)), 0, null);
    }

    private static RequestWords masked(int id, List<Long> words, Layout layout) {
        check(words.size() >= layout.behind() && words.get(0) == 0 && words.get(1) == 1, id, words);
        check(words.get(layout.type() + 1) == 2, id, words);
        int type = words.get(layout.type()).intValue();
        List<Long> codes = new ArrayList<>();
        for (int at = layout.codes(); at < layout.behind(); at += layout.code()) {
            codes.add(layout.code() == 1 ? words.get(at) : words.get(at) | words.get(at + 1) << Integer.SIZE);
        }
        List<Long> rest = words.subList(layout.behind(), words.size());
        if (!layout.hasState()) {
            check(rest.isEmpty(), id, words);
            return new RequestWords(id, type, codes, 0, null);
        }
        check(rest.size() >= 2 && rest.get(1) == rest.size() - 2, id, words);
        List<Integer> state =
                rest.subList(2, rest.size()).stream().map(Long::intValue).toList();
        return new RequestWords(id, type, codes, rest.get(0).intValue(), state);
    }

    private static void check(boolean holds, int id, List<Long> words) {
        if (!holds) {
            throw new IllegalStateException("no request " + id + " has the words " + words);
        }
    }

    /** The id of a reply to it. */
    public int replyId() {
        return id + REPLY;
    }

    /**
     * The words of a reply to it.
     *
     * @param registers those of the reply; null if it has none
     */
    public List<Long> reply(int ret, List<Integer> registers) {
        long code = Integer.toUnsignedLong(ret);
        if (id == CLASSIC) {
            return List.of(INTEGER_32, code);
        }
        List<Long> words = new ArrayList<>(List.of(0L, 1L, code));
        if (registers != null) {
            words.addAll(List.of((long) flavor, (long) registers.size()));
            registers.forEach(register -> words.add(Integer.toUnsignedLong(register)));
        }
        return words;
    }
}
