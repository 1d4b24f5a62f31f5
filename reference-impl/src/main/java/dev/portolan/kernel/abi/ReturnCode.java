package dev.portolan.kernel.abi;

/** What a call answers: {@link KernReturn} for port calls, {@link MachMsgReturn} for messages, {@link MigReturn} for calls as messages. */
public sealed interface ReturnCode permits KernReturn, MachMsgReturn, MigReturn {

    /** The number that user code sees. */
    int code();

    /** Mach's spelling. */
    String name();
}
