/** TLA+ values outside TLC: parsed from its text, or taken from its objects. */
package dev.portolan.spec.value;
