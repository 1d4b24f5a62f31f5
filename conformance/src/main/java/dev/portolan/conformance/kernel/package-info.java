/**
 * A kernel as the suites see it, whoever wrote it and wherever it runs: calls in, answers out, in the kernel's own
 * names.
 */
package dev.portolan.conformance.kernel;
