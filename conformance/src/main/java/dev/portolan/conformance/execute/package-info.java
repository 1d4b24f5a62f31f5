/**
 * Every labelled edge of a world's graph, executed on the kernel and compared; then random tours of it.
 *
 * <p>TLC explores the world in the same process, and each edge is executed as it arrives.
 */
package dev.portolan.conformance.execute;
