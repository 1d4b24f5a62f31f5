/**
 * User programs on the simulated machine: the calls that a program makes, and the machine that runs it.
 *
 * <p>A program is straight-line Java, run by a Java thread of its own that executes only while it is handed the turn. So one
 * Java thread runs at a time, and a schedule decides which: the same schedule gives the same run.
 */
package dev.portolan.kernel.user;
