package dev.portolan.conformance.cli;

import dev.portolan.conformance.report.Terminal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a command is, with rate and estimate, on a terminal's standard error; silent elsewhere.
 *
 * <p>Several pieces of work may report at once, from as many threads.
 */
final class ProgressLine implements AutoCloseable {

    private static final int UPDATE_MILLIS = 500;

    private final boolean shown;

    /* Null for the terminal. */
    private final ProgressBarConsumer consumer;
    private final Map<String, Long> done = new HashMap<>();
    private ProgressBar bar;

    private ProgressLine(boolean shown, ProgressBarConsumer consumer) {
        this.shown = shown;
        this.consumer = consumer;
    }

    /** A line that is shown if a person watches and the output is not for a machine. */
    static ProgressLine of(boolean forMachine) {
        return new ProgressLine(!forMachine && Terminal.isInteractive(), null);
    }

    /** A line that is given to somebody in place of the terminal. */
    static ProgressLine to(ProgressBarConsumer consumer) {
        return new ProgressLine(true, consumer);
    }

    /** Begins, or begins anew with other units. */
    synchronized void begin(String task, long total, String unit) {
        close();
        done.clear();
        if (shown) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setUnit(unit, 1)
                    .setMaxRenderedLength(Terminal.COLUMNS)
                    .setConsumer(consumer)
                    .setSpeedUnit(java.time.temporal.ChronoUnit.SECONDS)
                    .setEtaFunction(ProgressLine::estimate)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    private static java.util.Optional<Duration> estimate(me.tongfei.progressbar.ProgressState state) {
        double share = state.getNormalizedProgress();
        if (share <= 0 || state.getMax() <= 0) {
            return java.util.Optional.empty();
        }
        double left = state.getElapsedAfterStart().toMillis() * (1 - share) / share;
        return java.util.Optional.of(Duration.ofMillis((long) left));
    }

    /** One piece of work has done so much. */
    synchronized void at(String piece, long amount) {
        done.put(piece, amount);
        if (bar != null) {
            bar.stepTo(done.values().stream().mapToLong(Long::longValue).sum());
            bar.setExtraMessage(piece);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
