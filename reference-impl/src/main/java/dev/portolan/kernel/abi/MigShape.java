package dev.portolan.kernel.abi;

/**
 * Which arguments a routine takes, as its definition has them; the port that the request goes to is not counted.
 *
 * @param ports how many rights
 * @param right of which kind they are
 * @param portArrays how many arrays of rights, out of line
 * @param region bytes of a structure that comes out of line; 0 if none does
 * @param words how many single words, the length of an array not counted; one of 64 bits counts twice
 * @param arrayMax the most words of the array that comes last; 0 if none does
 */
public record MigShape(int ports, Right right, int portArrays, int region, int words, int arrayMax) {

    /** Which rights a routine takes. */
    public enum Right {
        SEND,
        SEND_ONCE,
        /** Any: the request says which. */
        POLYMORPHIC
    }

    /** {@code THREAD_STATE_MAX}: the words of the largest state of a thread. */
    public static final int THREAD_STATE_MAX = 614;

    /** No arguments. */
    public static final MigShape NONE = ofWords(0);

    public static MigShape ofWords(int words) {
        return new MigShape(0, Right.SEND, 0, 0, words, 0);
    }

    /** A send right, and so many words. */
    public static MigShape ofPort(int words) {
        return ofPort(Right.SEND, words);
    }

    /** A right, and so many words. */
    public static MigShape ofPort(Right right, int words) {
        return new MigShape(1, right, 0, 0, words, 0);
    }

    /** An array of send rights, and so many words. */
    public static MigShape ofPorts(int words) {
        return new MigShape(0, Right.SEND, 1, 0, words, 0);
    }

    /** A structure out of line, and so many words. */
    public static MigShape ofRegion(int region, int words) {
        return new MigShape(0, Right.SEND, 0, region, words, 0);
    }

    /** So many words, and the state of a thread. */
    public static MigShape ofArray(int words) {
        return ofArray(words, THREAD_STATE_MAX);
    }

    /** So many words, and an array of them. */
    public static MigShape ofArray(int words, int arrayMax) {
        return new MigShape(0, Right.SEND, 0, 0, words, arrayMax);
    }

    public boolean hasArray() {
        return arrayMax > 0;
    }

    /** How many descriptors are out of line. */
    public int outOfLine() {
        return portArrays + (region > 0 ? 1 : 0);
    }
}
