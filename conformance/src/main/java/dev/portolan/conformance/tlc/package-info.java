/** TLC's values as calls, outcomes and states of traces, and calls as TLC's values. */
package dev.portolan.conformance.tlc;
