package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What {@code mach_port_get_attributes} tells of a port; of the flavor {@code LIMITS} the limit alone.
 *
 * @param inSet whether the port is in a set
 * @param hasSendRights whether there are send rights to it
 * @param portDestroyed whether somebody asked for the receive right
 * @param noSenders whether somebody asked for word of the last send right
 * @param guarded whether there is a guard; only then it is said whether it is strict, and the right immovable
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortStatus(
        Boolean inSet,
        Integer seqno,
        Integer makeSendCount,
        Integer queueLimit,
        Integer messageCount,
        Integer sendOnceRights,
        Boolean hasSendRights,
        Boolean portDestroyed,
        Boolean noSenders,
        Boolean guarded,
        Boolean strict,
        Boolean immovable) {

    /** Of the flavor {@code LIMITS}. */
    public static PortStatus limits(int queueLimit) {
        return new PortStatus(null, null, null, queueLimit, null, null, null, null, null, null, null, null);
    }
}
