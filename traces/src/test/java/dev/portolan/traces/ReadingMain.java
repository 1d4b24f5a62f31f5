package dev.portolan.traces;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** Reads files in both ways, and prints of each what came of it and the processor time that it took. */
final class ReadingMain {

    private ReadingMain() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            print(file, "whole", () -> whole(Path.of(file)));
            print(file, "stream", () -> streamed(Path.of(file)));
        }
    }

    private interface Reading {
        long events() throws IOException;
    }

    private static void print(String file, String way, Reading reading) throws IOException {
        long begin = nanoseconds();
        String result;
        try {
            result = reading.events() + " events";
        } catch (TraceFormatException refused) {
            result = refused.line() + ":" + refused.column() + ": " + refused.reason();
        }
        double seconds = (nanoseconds() - begin) / 1e9;
        System.out.printf(Locale.ROOT, "%s\t%s\t%.2f\t%s%n", Path.of(file).getFileName(), way, seconds, result);
    }

    private static long nanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long whole(Path file) throws IOException {
        long events = 0;
        try (TraceReader reader = TraceReader.open(file)) {
            for (var trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                events += trace.get().events().size();
            }
        }
        return events;
    }

    private static long streamed(Path file) throws IOException {
        long events = 0;
        try (TraceStream stream = TraceStream.open(file)) {
            while (stream.next().isPresent()) {
                while (stream.event().isPresent()) {
                    events++;
                }
            }
        }
        return events;
    }
}
