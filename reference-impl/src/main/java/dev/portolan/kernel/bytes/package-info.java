/**
 * Messages as bytes: where each field of a header, a descriptor and a trailer stands in a user's buffer.
 *
 * <p>{@link dev.portolan.kernel.bytes.SendBuffer} reads what user code sends and refuses what is no message, {@link
 * dev.portolan.kernel.bytes.ReceiveBuffer} writes what it gets. Neither knows a right from a number. Numbers stand with
 * their lowest byte first.
 */
package dev.portolan.kernel.bytes;
