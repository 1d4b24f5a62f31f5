package dev.portolan.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How long a request and its reply take, through a queue each way; percentiles. Each client has a server of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class RoundTripBenchmark {

    private static final Integer REQUEST = 1;
    private static final Integer LAST = 0;

    @Param({
        "portolan",
        "arrayBlocking",
        "arrayBlockingFair",
        "linkedBlocking",
        "linkedTransfer",
        "synchronous",
        "exchanger",
        "kotlinChannel",
        "portolanTry",
        "mpscArray"
    })
    public String queue;

    private Line requests;
    private Line replies;
    private Thread server;

    @Setup
    public void begin() {
        requests = Line.of(queue, 1);
        replies = Line.of(queue, 1);
        server = new Thread(this::serve, "server");
        server.start();
    }

    private void serve() {
        try {
            for (Integer request = requests.receive(); !request.equals(LAST); request = requests.receive()) {
                replies.send(request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Benchmark
    @Threads(1)
    public Integer one() throws InterruptedException {
        return roundTrip();
    }

    /** More threads than processors, where there are less than eight. */
    @Benchmark
    @Threads(4)
    public Integer four() throws InterruptedException {
        return roundTrip();
    }

    private Integer roundTrip() throws InterruptedException {
        requests.send(REQUEST);
        return replies.receive();
    }

    @TearDown
    public void end() throws InterruptedException {
        requests.send(LAST);
        server.join();
    }
}
