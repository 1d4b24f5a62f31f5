package dev.portolan.conformance.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/** Independent pieces of work, one a processor, the longest first. */
final class InParallel {

    /** A piece of work. */
    interface Work<T, R> {
        R run(T item) throws InterruptedException;
    }

    private InParallel() {}

    /**
     * Does the work for all items; the results are in the order of the items.
     *
     * <p>The first failure ends the other pieces by interrupting their threads, and is thrown.
     */
    static <T, R> List<R> map(List<T> items, ToDoubleFunction<T> length, Work<T, R> work) throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<R>> futures = new ArrayList<>(java.util.Collections.nCopies(items.size(), null));
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingDouble(i -> -length.applyAsDouble(items.get(i))));
            for (int i : order) {
                futures.set(i, threads.submit(() -> work.run(items.get(i))));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
