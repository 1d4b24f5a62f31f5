/** The line protocol: a kernel in another process, spoken to over its standard input and output. */
package dev.portolan.conformance.stdio;
