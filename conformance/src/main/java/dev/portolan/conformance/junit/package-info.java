/**
 * A kernel of this JVM judged from its own JUnit 5 test suite.
 *
 * <p>JUnit is the user's: nothing else of this module needs it.
 */
package dev.portolan.conformance.junit;
