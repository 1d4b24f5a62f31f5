/**
 * A world's graph as TLC explores it: its states and labelled edges, read as calls and actions, and the ways to them.
 *
 * <p>Edges are read as they arrive, on TLC's own worker threads, and nothing is kept of them but a tree of parents; or
 * the whole graph is told to another JVM, which keeps it as numbers.
 */
package dev.portolan.conformance.graph;
