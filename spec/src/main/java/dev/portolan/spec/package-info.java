/**
 * The specifications of Mach as files, and the Java that runs TLC on them.
 *
 * <p>{@code manifest} says what is expected of each model; {@code tlc} checks a model in a JVM of its own; {@code
 * graph} explores a model in this JVM and hands over every labelled edge; {@code value} holds TLA+ values outside
 * TLC. Nothing here knows the kernel.
 */
package dev.portolan.spec;
