package dev.portolan.kernel.abi;

/**
 * {@code mach_port_status_t}; of its flags those of a guard.
 *
 * @param inSet whether the port is in a set; which one nobody is told
 * @param messageCount messages queued, and slots granted
 * @param hasSendRights whether there are send rights to the port
 * @param portDestroyed whether somebody asked for the receive right
 * @param noSenders whether somebody asked for word of the last send right
 */
public record MachPortStatus(
        boolean inSet,
        int seqno,
        int makeSendCount,
        int queueLimit,
        int messageCount,
        int sendOnceRights,
        boolean hasSendRights,
        boolean portDestroyed,
        boolean noSenders,
        boolean guarded,
        boolean strict,
        boolean immovable) {}
