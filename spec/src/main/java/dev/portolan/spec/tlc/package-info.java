/** Checking a model with TLC in a JVM of its own, and what TLC said. */
package dev.portolan.spec.tlc;
