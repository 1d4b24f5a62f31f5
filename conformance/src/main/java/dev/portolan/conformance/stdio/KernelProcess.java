package dev.portolan.conformance.stdio;

import dev.portolan.conformance.kernel.KernelFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A command that runs, and can be asked one line at a time. It does not outlive this JVM, nor do its children, unless
 * the JVM is killed, or the command ends by itself and leaves some that it began after its first answer.
 *
 * <p>One thread at a time uses it.
 */
final class KernelProcess implements AutoCloseable {

    private static final long GRACE_MILLISECONDS = 300;
    private static final long WATCH_NANOSECONDS = 100_000_000;
    private static final int SIGNAL_MAX = 64;
    private static final long NOT_WRITING = Long.MIN_VALUE;
    private static final Set<KernelProcess> RUNNING = ConcurrentHashMap.newKeySet();

    /* True once this JVM ends; written under the lock of RUNNING, so that no kernel begins behind the hook's back. */
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(KernelProcess::killAll, "end kernels"));
    }

    private final Process process;
    private final OutputStream in;
    private final LineReader out;
    private final LastWords lastWords;
    private final Duration patience;

    /* Processes that the command began: once it has ended, nobody could name them. */
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();

    private Thread errors;
    private volatile long writingUntil = NOT_WRITING;
    private volatile boolean late;

    private KernelProcess(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
        in = process.getOutputStream();
        out = new LineReader(process.getInputStream(), Protocol.LINE_BYTES_MAX);
        lastWords = new LastWords(process.getErrorStream());
    }

    /**
     * Runs the command by the shell.
     *
     * @param patience how long to wait for a line
     * @throws KernelFailure if there is no shell
     */
    static KernelProcess start(String command, Duration patience) {
        try {
            KernelProcess started = run(command, patience);
            daemon(started.out, "kernel's output");
            started.errors = daemon(started.lastWords, "kernel's errors");
            daemon(started::watch, "kernel's watch");
            return started;
        } catch (IOException none) {
            throw new KernelFailure("the kernel could not be started: " + none.getMessage(), none);
        }
    }

    private static KernelProcess run(String command, Duration patience) throws IOException {
        synchronized (RUNNING) {
            waitIfEnding();
            KernelProcess started = new KernelProcess(new ProcessBuilder("sh", "-c", command).start(), patience);
            RUNNING.add(started);
            return started;
        }
    }

    private static void killAll() {
        synchronized (RUNNING) {
            ending = true;
            RUNNING.forEach(KernelProcess::kill);
        }
    }

    /** Does not return once this JVM ends: that a kernel was ended with it is nothing to judge the kernel by. */
    private static void waitIfEnding() {
        while (ending) {
            LockSupport.park();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Writes a line, and waits for one; {@link LineReader.Next.Late} also if the kernel does not even read. */
    LineReader.Next ask(LineWriter line) {
        long until = System.nanoTime() + patience.toNanos();
        late = false;
        writingUntil = until;
        send(line);
        writingUntil = NOT_WRITING;
        if (late) {
            return new LineReader.Next.Late();
        }
        try {
            LineReader.Next next = out.next(Math.max(0, until - System.nanoTime()));
            waitIfEnding();
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KernelFailure("interrupted while the kernel was to answer", stopped);
        }
    }

    private void send(LineWriter line) {
        try {
            line.to(in);
        } catch (IOException ended) {
            // Reading will tell.
        }
    }

    /** Ends a kernel that does not read; there is no other way to stop writing to it. */
    private void watch() {
        while (process.isAlive()) {
            long until = writingUntil;
            if (until != NOT_WRITING && System.nanoTime() - until > 0) {
                late = true;
                kill();
            }
            LockSupport.parkNanos(WATCH_NANOSECONDS);
        }
    }

    /** How the process ended, waiting for it a moment; or that it has not. */
    String obituary() {
        try {
            if (!process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                return "closed its output and runs on";
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        int code = process.exitValue();
        return code > 128 && code <= 128 + SIGNAL_MAX
                ? "ended by signal " + signal(code - 128)
                : "ended with exit code " + code;
    }

    private static String signal(int number) {
        return switch (number) {
            case 2 -> "2 (SIGINT)";
            case 4 -> "4 (SIGILL)";
            case 6 -> "6 (SIGABRT)";
            case 8 -> "8 (SIGFPE)";
            case 9 -> "9 (SIGKILL)";
            case 11 -> "11 (SIGSEGV)";
            case 13 -> "13 (SIGPIPE)";
            case 15 -> "15 (SIGTERM)";
            default -> Integer.toString(number);
        };
    }

    /** The last lines of its standard error, of one that has ended all of it; empty if there were none. */
    String lastWords() {
        try {
            errors.join(process.isAlive() ? 1 : GRACE_MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return lastWords.text();
    }

    /** Remembers which processes the command has begun by now. */
    void meetFamily() {
        process.descendants().forEach(family::add);
    }

    /** Ends the process and its children: by the end of its input, and if that is not enough, at once. */
    @Override
    public void close() {
        meetFamily();
        try {
            in.close();
            process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (IOException ended) {
            // It is the end that was wanted.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        kill();
        RUNNING.remove(this);
    }

    /** Ends the process and its children at once. */
    void kill() {
        meetFamily();
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
