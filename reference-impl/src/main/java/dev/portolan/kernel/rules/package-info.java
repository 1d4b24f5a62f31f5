/** What one kernel may be told to do differently from another: the rules of a dialect, and constants. */
package dev.portolan.kernel.rules;
