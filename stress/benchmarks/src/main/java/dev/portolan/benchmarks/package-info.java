/**
 * The message queue measured beside the queues that one would use instead.
 *
 * <p>{@code java -jar stress/benchmarks/target/portolan-benchmarks.jar -rf json -rff results.json} measures all of it in
 * most of an hour, and {@code java -cp stress/benchmarks/target/portolan-benchmarks.jar
 * dev.portolan.benchmarks.ResultTables results.json} prints the tables.
 */
package dev.portolan.benchmarks;
