/** Calls of traces made on the kernel, and what became of them as outcomes of traces. */
package dev.portolan.conformance.drive;
