/**
 * Calls, outcomes and states as values.
 *
 * <p>One trace model for everything: what TLC explored, what a kernel did, and what was recorded on a real
 * Mach. This package knows neither a kernel nor a specification. Codes, rights and dispositions are Mach's
 * own spellings; names of ports are symbols, bound at first appearance and never compared as numbers.
 */
package dev.portolan.traces;
