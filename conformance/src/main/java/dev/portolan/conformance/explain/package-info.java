/** Traces drawn: as a message sequence chart, and as a page on which one steps through the calls. */
package dev.portolan.conformance.explain;
