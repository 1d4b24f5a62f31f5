package dev.portolan.traces;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The closed sets of words of a trace, each in the order in which a refusal lists it. */
final class Words {

    static final Set<String> KINDS = of("graph", "walk", "run", "real");
    static final Set<String> DIALECTS = of("xnu", "classic");
    static final Set<String> LIMITS = of("queueLimit", "userRefsMax", "namesMax", "messageCountMax");
    static final Set<String> RIGHTS = of("RECEIVE", "SEND", "SEND_ONCE", "PORT_SET", "DEAD_NAME");
    static final Set<String> TYPES =
            of("RECEIVE", "SEND", "SEND_ONCE", "PORT_SET", "DEAD_NAME", "DNREQUEST", "MAREQUEST");
    static final Set<String> DISPOSITIONS =
            of("MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND", "MAKE_SEND", "MAKE_SEND_ONCE");
    static final Set<String> FLAVORS = of("LIMITS", "RECEIVE_STATUS");
    static final Set<String> MESSAGE_DISPOSITIONS =
            of("PORT_RECEIVE", "PORT_SEND", "PORT_SEND_ONCE", "MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE");
    static final Set<String> DESCRIPTOR_KINDS = of("PORT", "OOL", "OOL_PORTS", "OOL_VOLATILE");
    static final Set<String> DESCRIPTOR_DISPOSITIONS = of(
            "MOVE_RECEIVE",
            "MOVE_SEND",
            "MOVE_SEND_ONCE",
            "COPY_SEND",
            "MAKE_SEND",
            "MAKE_SEND_ONCE",
            "PORT_RECEIVE",
            "PORT_SEND",
            "PORT_SEND_ONCE");
    static final Set<String> NOTIFICATIONS =
            of("PORT_DELETED", "SEND_POSSIBLE", "PORT_DESTROYED", "NO_SENDERS", "SEND_ONCE", "DEAD_NAME");
    static final Set<String> REQUEST_KINDS = of("NONE", "DEAD_NAME", "SEND_POSSIBLE", "FIRED");
    static final Set<String> ENTRY_TYPES = of("RECEIVE", "SEND", "SEND_RECEIVE", "SEND_ONCE", "PORT_SET", "DEAD_NAME");
    static final Set<String> PORT_KINDS = of("PORT", "PORT_SET");
    static final Set<String> RIGHT_TYPES = of("NONE", "SEND", "SEND_ONCE", "RECEIVE");
    static final Set<String> ENTRIES = of("TRAP", "RPC");
    static final Set<String> TIMEOUTS = of("FOREVER", "POLL", "TIMED");
    static final Set<String> LIVES = of("ACTIVE", "TERMINATED", "GONE");
    static final Set<String> RUN_STATES = of("RUNNING", "STOPPED", "WAITING");
    static final Set<String> RECEIVE_OPTIONS = of("RCV_LARGE_IDENTITY", "RCV_SYNC_WAIT");

    private Words() {}

    private static Set<String> of(String... words) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(words)));
    }
}
