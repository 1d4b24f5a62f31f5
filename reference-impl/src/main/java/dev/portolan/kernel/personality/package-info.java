/**
 * The BSD personality: how an exception becomes a signal, and a signal the end of a process.
 *
 * <p>It stands on {@code kern}, which knows of it by an interface only.
 */
package dev.portolan.kernel.personality;
