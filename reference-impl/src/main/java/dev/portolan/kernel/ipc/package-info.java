/**
 * Spaces, ports, sets and messages: the state of IPC, each object with its lock.
 *
 * <p>Lock order: a space before a port or a set, never two ports, and the zone last. An object's lock is its
 * Java monitor. Rights that must be given up go to the thread's {@link DoomedRights} and are released when no
 * lock is held.
 */
package dev.portolan.kernel.ipc;
