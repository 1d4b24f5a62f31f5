/**
 * The message queue measured beside the queues that one would use instead.
 *
 * <p>{@code java -jar stress/benchmarks/target/portolan-benchmarks.jar} measures all of it in less than twenty minutes of an
 * idle machine and prints the tables; with arguments it is JMH. {@code java -cp
 * stress/benchmarks/target/portolan-benchmarks.jar dev.portolan.benchmarks.ResultTables FILE} prints the tables of a file
 * that JMH wrote.
 */
package dev.portolan.benchmarks;
