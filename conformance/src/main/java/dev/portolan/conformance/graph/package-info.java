/**
 * Every labelled edge of a checked graph, executed on the kernel and compared.
 *
 * <p>TLC explores a world in this same process; each edge is executed as it arrives, on TLC's own worker threads.
 * Nothing of the graph is kept but a tree of parents.
 */
package dev.portolan.conformance.graph;
