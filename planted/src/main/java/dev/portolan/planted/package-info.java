/**
 * How tests plant a fault: a source file with one change, compiled, and classes that have it before the sound ones.
 *
 * <p>Depends on nothing; nothing but tests depends on it.
 */
package dev.portolan.planted;
