/** Traces judged by the specification itself. */
package dev.portolan.conformance.validate;
