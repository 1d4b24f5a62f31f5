package dev.portolan.traces;

import java.nio.charset.StandardCharsets;

/**
 * The strings of lines: what a trace says over and over again is made a string once.
 *
 * <p>Not for use by several threads.
 */
final class JsonText {

    private static final int SYMBOLS = 1 << 13;
    private static final int SYMBOL_BYTES_MAX = 64;
    private static final int DECIMALS = 1 << 10;

    /* Direct-mapped: a symbol that falls on the place of another takes it. */
    private final String[] symbols = new String[SYMBOLS];
    private final int[] hashes = new int[SYMBOLS];
    private final PortName[] names = new PortName[SYMBOLS];

    /* Likewise. */
    private final PortName[] decimals = new PortName[DECIMALS];
    private final long[] numbers = new long[DECIMALS];

    private byte[] buffer;
    private int start;
    private int position;
    private int slot;

    /** The place behind the closing quote of the string read last. */
    int position() {
        return position;
    }

    /** Whether the string read last is kept as a symbol, and with it {@link #name}. */
    private boolean isSymbol() {
        return slot >= 0;
    }

    /** The string read last as a name of a right. */
    PortName name(String text) {
        if (!isSymbol()) {
            return PortName.of(text);
        }
        if (names[slot] == null) {
            names[slot] = PortName.of(text);
        }
        return names[slot];
    }

    /** A name of a right that spells the number. */
    PortName decimal(long number) {
        int place = (int) (number ^ number >>> 8) & DECIMALS - 1;
        if (decimals[place] == null || numbers[place] != number) {
            decimals[place] = new PortName(Long.toString(number));
            numbers[place] = number;
        }
        return decimals[place];
    }

    /**
     * Reads a string.
     *
     * @param from the place behind its opening quote
     * @throws Refusal if it is no string of JSON, in UTF-8, without control characters and within its limit
     */
    String read(byte[] line, int lineStart, int from, int end) throws Refusal {
        buffer = line;
        start = lineStart;
        int hash = 0;
        for (int i = from; i < end; i++) {
            byte octet = line[i];
            if (octet == '"') {
                position = i + 1;
                return symbol(hash, from, i - from);
            }
            if (octet < ' ' || octet == '\\' || octet == 0x7f) {
                break;
            }
            hash = 31 * hash + octet;
        }
        return decode(from, end);
    }

    /* Plain characters of ASCII. */
    private String symbol(int hash, int from, int length) throws Refusal {
        if (length > SYMBOL_BYTES_MAX) {
            slot = -1;
            if (length > TraceLimits.TEXT_CHARS_MAX) {
                throw tooLong(from);
            }
            return new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        }
        slot = (hash ^ hash >>> 15) & SYMBOLS - 1;
        String known = symbols[slot];
        if (known != null && hashes[slot] == hash && isAt(known, from, length)) {
            return known;
        }
        String text = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        symbols[slot] = text;
        hashes[slot] = hash;
        names[slot] = null;
        return text;
    }

    private boolean isAt(String text, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    /* Any string, from its beginning. */
    private String decode(int from, int end) throws Refusal {
        slot = -1;
        StringBuilder text = new StringBuilder();
        position = from;
        while (true) {
            if (position == end) {
                throw refuse(position, "the line ends within a string");
            }
            if (text.length() > TraceLimits.TEXT_CHARS_MAX) {
                throw tooLong(from);
            }
            int at = position;
            int octet = buffer[position++] & 0xff;
            if (octet == '"') {
                break;
            }
            int character = octet == '\\' ? escaped(at, end) : octet < 0x80 ? octet : multibyte(at, octet, end);
            if (Character.isISOControl(character)) {
                throw refuse(at, "a string has no control characters");
            }
            text.appendCodePoint(character);
        }
        if (text.length() > TraceLimits.TEXT_CHARS_MAX) {
            throw tooLong(from);
        }
        return text.toString();
    }

    private int multibyte(int at, int first, int end) throws Refusal {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        int character = first & 0x3f >> more;
        if (first < 0xc2 || first > 0xf4 || end - position < more) {
            throw refuse(at, "this is not UTF-8");
        }
        for (int i = 0; i < more; i++) {
            int octet = buffer[position++];
            if ((octet & 0xc0) != 0x80) {
                throw refuse(at, "this is not UTF-8");
            }
            character = character << 6 | octet & 0x3f;
        }
        int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
        if (character < least || character > Character.MAX_CODE_POINT || isSurrogate(character)) {
            throw refuse(at, "this is not UTF-8");
        }
        return character;
    }

    private int escaped(int at, int end) throws Refusal {
        int letter = position < end ? buffer[position++] : -1;
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> escapedUnicode(at, end);
            default -> throw refuse(at, "there is no such escape");
        };
    }

    private int escapedUnicode(int at, int end) throws Refusal {
        int character = hexadecimal(at, end);
        if (!isSurrogate(character)) {
            return character;
        }
        boolean paired = end - position >= 6 && buffer[position] == '\\' && buffer[position + 1] == 'u';
        if (paired) {
            position += 2;
            int low = hexadecimal(at, end);
            if (Character.isSurrogatePair((char) character, (char) low)) {
                return Character.toCodePoint((char) character, (char) low);
            }
        }
        throw refuse(at, "half a surrogate pair");
    }

    private int hexadecimal(int at, int end) throws Refusal {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < end ? Character.digit(buffer[position++], 16) : -1;
            if (digit < 0) {
                throw refuse(at, "there is no such escape");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private Refusal tooLong(int from) {
        return refuse(from - 1, "the string has more than " + TraceLimits.TEXT_CHARS_MAX + " characters");
    }

    private Refusal refuse(int at, String reason) {
        return new Refusal(at - start + 1, reason);
    }

    /** True if it spells a number of 32 bits. */
    static boolean isNumber(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        int count = text.length() - digits;
        return count > 0 && count <= 10 && Math.abs(Long.parseLong(text) + 0.5) < 1L << 31;
    }
}
