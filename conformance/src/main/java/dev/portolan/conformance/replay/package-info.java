/** Traces executed on the kernel, and what it means that one diverges. */
package dev.portolan.conformance.replay;
