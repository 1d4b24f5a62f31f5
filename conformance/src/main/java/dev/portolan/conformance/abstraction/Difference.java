package dev.portolan.conformance.abstraction;

/**
 * One thing that is not as expected, in Mach's words.
 *
 * @param where what is spoken of, such as {@code port K1, message count}
 * @param expected what it should be
 * @param actual what it is
 */
public record Difference(String where, String expected, String actual) {

    @Override
    public String toString() {
        return where + ": expected " + expected + ", found " + actual;
    }
}
