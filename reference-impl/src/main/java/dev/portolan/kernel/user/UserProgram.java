package dev.portolan.kernel.user;

/** What a thread executes. */
@FunctionalInterface
public interface UserProgram {

    /** Runs it; the thread ends when it returns. */
    void run(UserLibrary mach);
}
