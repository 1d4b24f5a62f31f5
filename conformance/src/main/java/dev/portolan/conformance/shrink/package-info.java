/** Divergences made short: the fewest calls that still show one of the same kind. */
package dev.portolan.conformance.shrink;
