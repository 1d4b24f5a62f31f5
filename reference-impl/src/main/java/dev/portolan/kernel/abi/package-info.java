/** Values that cross the boundary between user code and kernel, in Mach's own spelling. */
package dev.portolan.kernel.abi;
