package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the body of a notification tells: a name, or a count.
 *
 * @param task the one in whose space the name is, or was; null beside a count
 * @param name null beside a count
 * @param count the make-send count that a no-senders notification tells; null beside a name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notified(String task, PortName name, Integer count) {}
