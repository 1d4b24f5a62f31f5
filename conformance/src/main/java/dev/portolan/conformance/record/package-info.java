/** Traces made: walks of a model, runs of the kernel, and counterexamples. */
package dev.portolan.conformance.record;
