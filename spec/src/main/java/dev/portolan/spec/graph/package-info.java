/**
 * Exploring a model with TLC in this JVM, every labelled edge handed over as it is found.
 *
 * <p>TLC keeps much in static fields: one {@link dev.portolan.spec.graph.LoadedModel} at a time in a JVM.
 */
package dev.portolan.spec.graph;
