/**
 * What a kernel and a specification say, as one kind of value, and how the two are told apart.
 *
 * <p>{@link dev.portolan.conformance.abstraction.Abstraction} renders a kernel as a {@code KernelState} through a
 * {@link dev.portolan.conformance.abstraction.Binding} of names and ports; {@link
 * dev.portolan.conformance.abstraction.Binder} extends the binding at first appearance; {@link
 * dev.portolan.conformance.abstraction.StateDifference} words what is left. None of these classes may be shared
 * between threads.
 */
package dev.portolan.conformance.abstraction;
