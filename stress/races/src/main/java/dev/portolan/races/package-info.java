/**
 * Races of the message queue, one a file, each with a variant that has the fault which the file is about.
 *
 * <p>{@code java -jar stress/races/target/portolan-races.jar -m quick -sc false}. A forbidden outcome fails the run. In a
 * variant the outcome that would be forbidden is only interesting: that it is seen says that the race would show it.
 */
package dev.portolan.races;
