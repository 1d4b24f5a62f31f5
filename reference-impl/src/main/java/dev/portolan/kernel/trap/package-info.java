/** The calls as user code makes them: each is its first critical section. */
package dev.portolan.kernel.trap;
