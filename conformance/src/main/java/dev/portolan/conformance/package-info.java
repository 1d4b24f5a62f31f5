/**
 * Whether a kernel does what Mach does.
 *
 * <p>{@code abstraction} renders a kernel as a value; {@code drive} makes calls on it; {@code replay} holds it to
 * recorded traces and {@code graph} to every edge that TLC explores; {@code report} says what came of it, and
 * {@code cli} is the command line.
 */
package dev.portolan.conformance;
