package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the recorded answer of an operation into a code and out-values. */
final class RecordedOutcome {

    private static final int HEADER_BYTES = 24;

    private final Recording recording;
    private final Call call;
    private final JsonNode options;
    private final JsonNode line;
    private final RecordedRequests requests;
    private final String ret;

    /**
     * @param options the options of the call that is answered; empty for a port call
     * @param line the line that holds {@code ret} and {@code out}: the step's own, or one that ends it later
     */
    RecordedOutcome(Recording recording, Call call, JsonNode options, JsonNode line, RecordedRequests requests)
            throws OutsideSlice {
        this.recording = recording;
        this.call = call;
        this.options = options;
        this.line = line;
        this.requests = requests;
        this.ret = line.path("blocked").asBoolean() ? Outcome.BLOCKED : code(Json.text(line, "ret"));
    }

    String ret() {
        return ret;
    }

    /** The out-values, or null if there are none. */
    Outcome.Out out() throws OutsideSlice {
        JsonNode out = line.path("out");
        if (out.isEmpty()) {
            return null;
        }
        Outcome.Out values = call instanceof Call.MachMsg ? ofMachMsg(out) : ofPortCall(out);
        return new Outcome.Out(null, null, null, null, null).equals(values) ? null : values;
    }

    private String code(String recorded) throws OutsideSlice {
        if (recorded.equals("MACH_SEND_MSG_TOO_SMALL") && isRoomy()) {
            throw new OutsideSlice("mach_msg: a count of descriptors that was not recorded");
        }
        if (recorded.equals("MACH_SEND_INVALID_MEMORY") || recorded.equals("MACH_SEND_INVALID_TYPE")) {
            throw new OutsideSlice("mach_msg: memory, or an item, that is not valid");
        }
        if (recorded.startsWith("MIG_") && !(call instanceof Call.MachPortRequestNotification)) {
            throw new OutsideSlice("answered by the message stubs: " + recorded);
        }
        // One number, two names; the recorders knew only the other.
        return call instanceof Call.MachMsg && recorded.equals("KERN_SUCCESS") ? "MACH_MSG_SUCCESS" : recorded;
    }

    private Outcome.Out ofPortCall(JsonNode out) throws OutsideSlice {
        if (call instanceof Call.MachPortGetAttributes
                || call instanceof Call.MachPortGetSrights
                || call instanceof Call.MachPortGetContext
                || call instanceof Call.MachPortPeek) {
            return RecordedQuery.out(call, out);
        }
        return new Outcome.Out(
                name(out),
                out.has("refs") ? Json.integer(out, "refs") : null,
                out.has("type") ? Json.text(out, "type") : null,
                null,
                null,
                out.has("members") ? members(out.get("members")) : null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static List<PortName> members(JsonNode recorded) {
        List<PortName> members = new ArrayList<>();
        recorded.forEach(member -> members.add(PortName.of(member.asText())));
        members.sort(
                Comparator.comparingInt((PortName member) -> member.symbol().length())
                        .thenComparing(PortName::symbol));
        return members;
    }

    private static PortName name(JsonNode out) throws OutsideSlice {
        for (String field : List.of("name", "poly", "previous")) {
            if (out.has(field)) {
                return PortName.of(Json.text(out, field));
            }
        }
        return null;
    }

    /* The message has room for all that was recorded of it. */
    private boolean isRoomy() {
        return call instanceof Call.MachMsg msg
                && msg.send().sendSize() >= HEADER_BYTES
                && msg.send().sendSize() % 4 == 0;
    }

    private Outcome.Out ofMachMsg(JsonNode out) throws OutsideSlice {
        if (ret.equals("MACH_MSG_SUCCESS")) {
            return message(out.has("msg") ? received(out.get("msg")) : null, null);
        }
        if (ret.equals("MACH_RCV_TOO_LARGE")) {
            JsonNode size = recording.tooLargeSize(out);
            Outcome.Out told = message(
                    out.has("msg") ? received(out.get("msg")) : null,
                    size != null && size.canConvertToInt() ? size.intValue() : null);
            return out.has("local") && asksWhichPort() ? told.withName(PortName.of(Json.text(out, "local"))) : told;
        }
        // Only a send that failed rewrites the buffer; else the recorders show the caller's own bytes again.
        boolean returned = ret.startsWith("MACH_SEND_") && out.has("msg_after");
        return message(returned ? returned(out.get("msg_after")) : null, null);
    }

    private boolean asksWhichPort() {
        Call.Receive receive = ((Call.MachMsg) call).receive();
        return receive.large() && receive.options().contains(Call.ReceiveOption.RCV_LARGE_IDENTITY);
    }

    private static Outcome.Out message(Outcome.Message message, Integer size) {
        return new Outcome.Out(null, null, null, size, message);
    }

    private Outcome.Message received(JsonNode message) throws OutsideSlice {
        return message(message, "PORT_", observesSeqno() ? Json.word(message, "seqno") : null);
    }

    private Outcome.Message returned(JsonNode message) throws OutsideSlice {
        return message(message, "MOVE_", null);
    }

    /* A buffer too small for header and trailer of a message that was too large has no trailer to read. */
    private boolean observesSeqno() {
        Call.Receive receive = ((Call.MachMsg) call).receive();
        return receive != null
                && recording.observesSeqno(options)
                && receive.receiveSize() >= HEADER_BYTES + receive.trailerSize();
    }

    private Outcome.Message message(JsonNode message, String prefix, Integer seqno) throws OutsideSlice {
        if (message.has("voucher_raw")) {
            throw new OutsideSlice("mach_msg: voucher received");
        }
        RecordedBody body = new RecordedBody(message);
        return new Outcome.Message(
                Json.integer(message, "id"),
                Json.integer(message, "size"),
                PortName.of(Json.text(message, "remote")),
                disposition(Json.field(message, "remote_disp"), prefix),
                PortName.of(Json.text(message, "local")),
                disposition(Json.field(message, "local_disp"), prefix),
                seqno,
                tells(message) ? null : body.words(),
                body.descriptors(new RecordedBody.Spelling() {
                    @Override
                    public PortName name(String symbol, JsonNode number) {
                        return PortName.of(symbol);
                    }

                    @Override
                    public String disposition(JsonNode recorded) throws OutsideSlice {
                        return RecordedOutcome.disposition(recorded, prefix);
                    }
                }),
                requests.notified(message));
    }

    /* What a notification tells is no data of a user's. */
    private static boolean tells(JsonNode message) {
        return message.path("notification").isTextual() && !message.path("body").isEmpty();
    }

    /* PORT_SEND and MOVE_SEND are one number; a message received means the first, one returned the second. */
    private static String disposition(JsonNode recorded, String prefix) throws OutsideSlice {
        if (recorded.isNull()) {
            return null;
        }
        if (recorded.isIntegralNumber()) {
            return recorded.intValue() == 0 ? null : Integer.toString(recorded.intValue());
        }
        String word = recorded.asText();
        if (!word.startsWith("PORT_") && !word.startsWith("MOVE_")) {
            throw new OutsideSlice("a disposition recorded as " + word);
        }
        return prefix + word.substring(prefix.length());
    }
}
