package dev.portolan.kernel.abi;

/**
 * Which arguments a routine takes, as its definition has them; the port that the request goes to is not counted.
 *
 * @param ports how many rights
 * @param portArrays how many arrays of rights, out of line
 * @param words how many single words, the length of an array not counted
 * @param hasArray whether an array of words comes last
 */
public record MigShape(int ports, int portArrays, int words, boolean hasArray) {

    /** No arguments. */
    public static final MigShape NONE = ofWords(0);

    public static MigShape ofWords(int words) {
        return new MigShape(0, 0, words, false);
    }

    /** A right, and so many words. */
    public static MigShape ofPort(int words) {
        return new MigShape(1, 0, words, false);
    }

    /** An array of rights, and so many words. */
    public static MigShape ofPorts(int words) {
        return new MigShape(0, 1, words, false);
    }

    /** So many words, and an array of them. */
    public static MigShape ofArray(int words) {
        return new MigShape(0, 0, words, true);
    }
}
