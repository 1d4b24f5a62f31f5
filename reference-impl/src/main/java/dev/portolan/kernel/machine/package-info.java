/** The machine layer: how a thread blocks, is unblocked and learns the time. It knows nothing of Mach's IPC. */
package dev.portolan.kernel.machine;
