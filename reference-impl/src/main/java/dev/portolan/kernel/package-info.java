/**
 * The reference kernel: Mach's IPC in Java, held to the specification.
 *
 * <p>{@code trap} orders the steps of calls, {@code kern} wires, {@code ipc} holds state and its locks, {@code
 * machine} is how a thread blocks and is unblocked, {@code bytes} reads and writes messages in users' buffers, {@code
 * abi} and {@code rules} are values.
 */
package dev.portolan.kernel;
