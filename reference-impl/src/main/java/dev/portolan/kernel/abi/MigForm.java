package dev.portolan.kernel.abi;

import java.util.ArrayList;
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
            int rights = rightsSize(shape.ports(), shape.portArrays());
            int words = shape.words() + (shape.hasArray() ? 1 + array : 0);
            return MachMsgHeader.SIZE + rights + (words == 0 ? 0 : NDR_SIZE + WORD * words);
        }

        @Override
        public MigArguments arguments(MigShape shape, List<Long> body) {
            if (shape.words() == 0 && !shape.hasArray()) {
                return body.isEmpty() ? new MigArguments(List.of(), List.of()) : null;
            }
            int arrayAt = NDR_RECORD.size() + shape.words();
            if (body.size() < arrayAt + (shape.hasArray() ? 1 : 0)) {
                return null;
            }
            List<Integer> words = integers(body.subList(NDR_RECORD.size(), arrayAt));
            if (!shape.hasArray()) {
                return body.size() == arrayAt ? new MigArguments(words, List.of()) : null;
            }
            List<Integer> array = integers(body.subList(arrayAt + 1, body.size()));
            return body.get(arrayAt) == array.size() ? new MigArguments(words, array) : null;
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
        public List<Long> success(int ports, int portArrays, List<Integer> words, List<Integer> array) {
            List<Long> body = new ArrayList<>();
            boolean isSimple = ports + portArrays == 0;
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
        public int rightsSize(int ports, int portArrays) {
            return ports + portArrays == 0
                    ? 0
                    : MachMsgDescriptor.COUNT_SIZE + PORT_DESCRIPTOR * ports + OOL_DESCRIPTOR * portArrays;
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
                    + rightsSize(shape.ports(), shape.portArrays())
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
                return at == body.size() ? new MigArguments(words, List.of()) : null;
            }
            boolean isArray = at < body.size() && body.get(at) == type(body.size() - at - 1);
            return isArray ? new MigArguments(words, integers(body.subList(at + 1, body.size()))) : null;
        }

        @Override
        public List<Long> request(MigShape shape, List<Integer> words, List<Integer> array) {
            List<Long> body = new ArrayList<>();
            add(body, words, shape.hasArray() ? array : null);
            return body;
        }

        @Override
        public List<Long> success(int ports, int portArrays, List<Integer> words, List<Integer> array) {
            List<Long> body = error(KernReturn.KERN_SUCCESS.code());
            add(body, words, array);
            return body;
        }

        @Override
        public List<Long> error(int code) {
            return new ArrayList<>(List.of(type(1), Integer.toUnsignedLong(code)));
        }

        @Override
        public int rightsSize(int ports, int portArrays) {
            return ITEM * ports + LONG_ITEM * portArrays;
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

        /* mach_msg_type_t of so many inline integers of 32 bits. */
        private long type(int number) {
            return 0x1000_2002L | (long) number << 16;
        }
    };

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
    public abstract List<Long> success(int ports, int portArrays, List<Integer> words, List<Integer> array);

    /** {@code mig_reply_error_t}: the in-line data of a reply that is a failure. */
    public abstract List<Long> error(int code);

    /** The bytes that rights take in a message. */
    public abstract int rightsSize(int ports, int portArrays);

    private static List<Integer> integers(List<Long> words) {
        return words.stream().map(Long::intValue).toList();
    }
}
