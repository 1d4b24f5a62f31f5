/**
 * Exceptions, tasks and threads: the calls and steps of the model {@code Exc} on the reference kernel, and the kernel as
 * that model's state.
 */
package dev.portolan.conformance.exc;
