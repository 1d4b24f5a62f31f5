/** What a kernel with known gaps is known not to do: files of expectations, and how a run held against them ended. */
package dev.portolan.conformance.expect;
