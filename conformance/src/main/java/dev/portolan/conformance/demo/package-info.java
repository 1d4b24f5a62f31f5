/** Complete examples: programs on the simulated machine that live through an exception, and what they tell of it. */
package dev.portolan.conformance.demo;
