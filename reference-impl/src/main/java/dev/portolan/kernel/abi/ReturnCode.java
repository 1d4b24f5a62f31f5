package dev.portolan.kernel.abi;

/** What a call answers: {@link KernReturn} for port calls, {@link MachMsgReturn} for messages. */
public sealed interface ReturnCode permits KernReturn, MachMsgReturn {

    /** The number that user code sees. */
    int code();

    /** Mach's spelling. */
    String name();
}
