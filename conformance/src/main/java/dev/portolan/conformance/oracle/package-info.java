/** The specification as a kernel that can be asked, a model for each setting. */
package dev.portolan.conformance.oracle;
