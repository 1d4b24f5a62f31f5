package dev.portolan.kernel.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Bytes as a person writes them down. */
public final class UserBytes {

    private UserBytes() {}

    /** The bytes of pairs of hexadecimal digits; blanks between them are for the reader. */
    public static ByteBuffer of(String... digits) {
        byte[] bytes = HexFormat.of().parseHex(String.join("", digits).replaceAll("\\s", ""));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** So many zeros. */
    public static ByteBuffer zeros(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The digits of so many bytes from there on. */
    public static String digits(ByteBuffer bytes, int from, int size) {
        byte[] taken = new byte[size];
        bytes.duplicate().position(from).get(taken);
        return HexFormat.of().formatHex(taken);
    }

    /** The digits without blanks. */
    public static String digits(String digits) {
        return digits.replaceAll("\\s", "");
    }
}
