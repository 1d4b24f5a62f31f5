/** Tasks, threads and what remains of their calls: the kernel put together. */
package dev.portolan.kernel.kern;
