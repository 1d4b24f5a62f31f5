/** Placeholder until the first class lands. */
package dev.portolan.traces;
