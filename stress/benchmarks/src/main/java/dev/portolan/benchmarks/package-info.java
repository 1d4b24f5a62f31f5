/**
 * The message queue measured beside the queues that one would use instead.
 *
 * <p>{@code java -jar stress/benchmarks/target/portolan-benchmarks.jar TransferBenchmark -f 5}.
 */
package dev.portolan.benchmarks;
