package dev.portolan.kernel.abi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the stubs that MIG makes lay out requests and replies: in XNU rights first, then an NDR record and the data; in the
 * Mach 3.0 line each argument behind a type descriptor of its own.
 *
 * <p>Sizes are those of a 64-bit task where addresses are counted.
 */
public enum MigForm {
    NDR {
        @Override
        public int requestSize(MigShape shape, int array) {
            int rights = rightsSize(shape.ports(), shape.outOfLine());
            int words = shape.words() + (shape.hasArray() ? 1 + array : 0);
            return MachMsgHeader.SIZE + rights + (words == 0 ? 0 : NDR_SIZE + WORD * words);
        }

        @Override
        public MigArguments arguments(MigShape shape, List<Long> body) {
            if (shape.words() == 0 && !shape.hasArray()) {
                return body.isEmpty() ? new MigArguments(List.of(), List.of(), List.of()) : null;
            }
            int arrayAt = NDR_RECORD.size() + shape.words();
            if (body.size() < arrayAt + (shape.hasArray() ? 1 : 0)) {
                return null;
            }
            List<Integer> words = integers(body.subList(NDR_RECORD.size(), arrayAt));
            if (!shape.hasArray()) {
                return body.size() == arrayAt ? new MigArguments(words, List.of(), List.of()) : null;
            }
            List<Integer> array = integers(body.subList(arrayAt + 1, body.size()));
            return body.get(arrayAt) == array.size() && array.size() <= shape.arrayMax()
                    ? new MigArguments(words, array, List.of())
                    : null;
        }

        @Override
        public List<Long> request(MigShape shape, List<Integer> words, List<Integer> array) {
            List<Long> body = new ArrayList<>();
            if (shape.words() > 0 || shape.hasArray()) {
                body.addAll(NDR_RECORD);
                words.forEach(word -> body.add(Integer.toUnsignedLong(word)));
                if (shape.hasArray()) {
                    addCounted(body, array);
                }
            }
            return body;
        }

        @Override
        public List<Long> success(int ports, int outOfLine, List<Integer> words, List<Integer> array) {
            List<Long> body = new ArrayList<>();
            boolean isSimple = ports + outOfLine == 0;
            if (isSimple || !words.isEmpty() || array != null) {
                body.addAll(NDR_RECORD);
            }
            if (isSimple) {
                body.add((long) KernReturn.KERN_SUCCESS.code());
            }
            words.forEach(word -> body.add(Integer.toUnsignedLong(word)));
            if (array != null) {
                addCounted(body, array);
            }
            return body;
        }

        @Override
        public List<Long> error(int code) {
            List<Long> body = new ArrayList<>(NDR_RECORD);
            body.add(Integer.toUnsignedLong(code));
            return body;
        }

        @Override
        public int rightsSize(int ports, int outOfLine) {
            return ports + outOfLine == 0
                    ? 0
                    : MachMsgDescriptor.COUNT_SIZE + PORT_DESCRIPTOR * ports + OOL_DESCRIPTOR * outOfLine;
        }

        @Override
        public List<Long> text(String text) {
            List<Long> words = packed(text, text.length() + 1);
            words.addAll(0, List.of(0L, text.length() + 1L));
            return words;
        }

        @Override
        public List<Integer> words(List<Long> body, boolean isSimple) {
            int least = NDR_RECORD.size() + 1;
            if (isSimple) {
                return body.size() < least ? null : integers(body.subList(NDR_RECORD.size(), body.size()));
            }
            List<Integer> words = new ArrayList<>(List.of(KernReturn.KERN_SUCCESS.code()));
            words.addAll(integers(body.subList(Math.min(NDR_RECORD.size(), body.size()), body.size())));
            return words;
        }

        private void addCounted(List<Long> body, List<Integer> array) {
            body.add((long) array.size());
            array.forEach(word -> body.add(Integer.toUnsignedLong(word)));
        }
    },
    TYPED {
        @Override
        public int requestSize(MigShape shape, int array) {
            return MachMsgHeader.SIZE
                    + rightsSize(shape.ports(), shape.outOfLine())
                    + ITEM * shape.words()
                    + (shape.hasArray() ? WORD + WORD * array : 0);
        }

        @Override
        public MigArguments arguments(MigShape shape, List<Long> body) {
            List<Integer> words = new ArrayList<>();
            int at = 0;
            for (; at < 2 * shape.words(); at += 2) {
                if (at + 1 >= body.size() || body.get(at) != type(1)) {
                    return null;
                }
                words.add(body.get(at + 1).intValue());
            }
            if (!shape.hasArray()) {
                return at == body.size() ? new MigArguments(words, List.of(), List.of()) : null;
            }
            int array = body.size() - at - 1;
            boolean isArray = array >= 0 && array <= shape.arrayMax() && body.get(at) == type(array);
            return isArray ? new MigArguments(words, integers(body.subList(at + 1, body.size())), List.of()) : null;
        }

        @Override
        public List<Long> request(MigShape shape, List<Integer> words, List<Integer> array) {
            List<Long> body = new ArrayList<>();
            add(body, words, shape.hasArray() ? array : null);
            return body;
        }

        @Override
        public List<Long> success(int ports, int outOfLine, List<Integer> words, List<Integer> array) {
            List<Long> body = error(KernReturn.KERN_SUCCESS.code());
            add(body, words, array);
            return body;
        }

        @Override
        public List<Long> error(int code) {
            return new ArrayList<>(List.of(type(1), Integer.toUnsignedLong(code)));
        }

        @Override
        public int rightsSize(int ports, int outOfLine) {
            return ITEM * ports + LONG_ITEM * outOfLine;
        }

        private void add(List<Long> body, List<Integer> words, List<Integer> array) {
            for (int word : words) {
                body.addAll(List.of(type(1), Integer.toUnsignedLong(word)));
            }
            if (array != null) {
                body.add(type(array.size()));
                array.forEach(word -> body.add(Integer.toUnsignedLong(word)));
            }
        }

        @Override
        public List<Long> text(String text) {
            List<Long> words = packed(text, TEXT_MAX);
            words.add(0, TEXT_TYPE);
            return words;
        }

        @Override
        public List<Integer> words(List<Long> body, boolean isSimple) {
            List<Integer> words = new ArrayList<>();
            for (int at = 0; at < body.size(); ) {
                int elements = (int) (body.get(at) >>> 16 & 0xfff);
                int size = (elements * (int) (body.get(at) >>> 8 & 0xff) + Integer.SIZE - 1) / Integer.SIZE;
                if (at + size >= body.size()) {
                    return null;
                }
                if (body.get(at) != type(1)) {
                    words.add(elements);
                }
                words.addAll(integers(body.subList(at + 1, at + 1 + size)));
                at += 1 + size;
            }
            return words.isEmpty() ? null : words;
        }

        /* mach_msg_type_t of so many inline integers of 32 bits. */
        private long type(int number) {
            return 0x1000_2002L | (long) number << 16;
        }
    };

    /** The bytes of the longest string. */
    public static final int TEXT_MAX = 512;

    /* mach_msg_type_t of so many inline bytes of a string of C. */
    private static final long TEXT_TYPE = 0x1000_080cL | (long) TEXT_MAX << 16;

    private static final int WORD = Integer.BYTES;
    private static final int NDR_SIZE = 8;
    private static final int PORT_DESCRIPTOR = 12;
    private static final int OOL_DESCRIPTOR = 16;
    private static final int ITEM = 8;
    private static final int LONG_ITEM = 16;

    /* NDR_record_t of a little-endian machine. */
    private static final List<Long> NDR_RECORD = List.of(0L, 1L);

    /**
     * The bytes of a request.
     *
     * @param array how many words its array has
     */
    public abstract int requestSize(MigShape shape, int array);

    /** What the in-line data of a request says; null if it is not of that shape. */
    public abstract MigArguments arguments(MigShape shape, List<Long> body);

    /** The in-line data of a request. */
    public abstract List<Long> request(MigShape shape, List<Integer> words, List<Integer> array);

    /**
     * The in-line data of a reply that is a success.
     *
     * @param array words that are told with their number; null if there is no array
     */
    public abstract List<Long> success(int ports, int outOfLine, List<Integer> words, List<Integer> array);

    /** A string of at most {@link #TEXT_MAX} bytes, its closing zero counted, as it stands in a reply. */
    public abstract List<Long> text(String text);

    /**
     * The words of a reply: its code, all that it tells, and each array behind its number.
     *
     * @param isSimple whether it has no descriptors
     * @return null if that is no reply
     */
    public abstract List<Integer> words(List<Long> body, boolean isSimple);

    /** {@code mig_reply_error_t}: the in-line data of a reply that is a failure. */
    public abstract List<Long> error(int code);

    /** The bytes that rights and what is out of line take in a message. */
    public abstract int rightsSize(int ports, int outOfLine);

    /* Bytes in words, the lowest first. */
    private static List<Long> packed(String text, int size) {
        long[] words = new long[(size + WORD - 1) / WORD];
        for (int i = 0; i < text.length(); i++) {
            words[i / WORD] |= (long) (text.charAt(i) & 0xff) << i % WORD * Byte.SIZE;
        }
        return new ArrayList<>(Arrays.stream(words).boxed().toList());
    }

    private static List<Integer> integers(List<Long> words) {
        return words.stream().map(Long::intValue).toList();
    }
}
