package dev.portolan.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Messages a microsecond through a queue of some capacity, from as many senders to as many receivers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class TransferBenchmark {

    /* Enough that to start the threads is little, and not so many that a slow queue takes seconds. */
    private static final int MESSAGES = 10_000;

    @Param({
        "portolan",
        "arrayBlocking",
        "arrayBlockingFair",
        "linkedBlocking",
        "kotlinChannel",
        "portolanTry",
        "mpmcArray"
    })
    public String queue;

    @Param({"1", "5", "64", "1024"})
    public int capacity;

    @Param({"1", "2", "4"})
    public int pairs;

    private Line line;
    private ExecutorService threads;
    private List<Callable<Integer>> work;

    @Setup
    public void begin() {
        line = Line.of(queue, capacity);
        threads = Executors.newFixedThreadPool(2 * pairs);
        work = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            work.add(this::send);
            work.add(this::receive);
        }
    }

    private Integer send() throws InterruptedException {
        for (int i = 0; i < MESSAGES / pairs; i++) {
            line.send(i);
        }
        return 0;
    }

    private Integer receive() throws InterruptedException {
        int sum = 0;
        for (int i = 0; i < MESSAGES / pairs; i++) {
            sum += line.receive();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int transfer() throws Exception {
        int sum = 0;
        for (Future<Integer> done : threads.invokeAll(work)) {
            sum += done.get();
        }
        return sum;
    }

    @TearDown
    public void end() {
        threads.shutdownNow();
    }
}
