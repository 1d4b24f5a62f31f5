/**
 * A bounded message queue without locks, with waiting in line on both sides, a limit that can change, and an end.
 *
 * <p>{@link dev.portolan.kernel.queue.MessageQueue} never waits: who cannot go on stands in line and holds a
 * {@link dev.portolan.kernel.queue.Reservation}. {@link dev.portolan.kernel.queue.BlockingMessageQueue} parks threads on
 * top of it. The package uses nothing but {@code java.*} and knows nothing of Mach.
 */
package dev.portolan.kernel.queue;
