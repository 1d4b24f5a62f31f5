package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortStatus;

/** Turns what a call was recorded to have told of a port into out-values. */
final class RecordedQuery {

    /* Of mps_flags. */
    private static final int GUARDED = 0x2;
    private static final int STRICT = 0x4;
    private static final int IMMOVABLE_RECEIVE = 0x40;

    private RecordedQuery() {}

    /** Null where nothing was told. */
    static Outcome.Out out(Call call, JsonNode out) throws OutsideSlice {
        if (call instanceof Call.MachPortGetSrights) {
            return new Outcome.Out(null, Json.integer(out, "srights"), null, null, null);
        }
        if (call instanceof Call.MachPortGetContext) {
            return Outcome.Out.ofContext(Json.integer(out, "context"));
        }
        if (call instanceof Call.MachPortPeek) {
            return new Outcome.Out(null, null, null, null, peeked(out));
        }
        if (out.has("status")) {
            return Outcome.Out.ofStatus(status(out.get("status")));
        }
        // Of a name that is none there is nothing to tell: a count of no words.
        return out.has("count") && Json.integer(out, "count") == 0
                ? null
                : Outcome.Out.ofStatus(PortStatus.limits(Json.integer(out, "qlimit")));
    }

    private static Outcome.Message peeked(JsonNode out) throws OutsideSlice {
        return new Outcome.Message(
                Json.integer(out, "msg_id"),
                Json.integer(out, "msg_size"),
                null,
                null,
                null,
                null,
                Json.word(out, "seqno"),
                null);
    }

    private static PortStatus status(JsonNode status) throws OutsideSlice {
        int flags = Json.integer(status, "flags");
        return new PortStatus(
                Json.integer(status, "pset") != 0,
                Json.word(status, "seqno"),
                Json.word(status, "mscount"),
                Json.integer(status, "qlimit"),
                Json.integer(status, "msgcount"),
                Json.integer(status, "sorights"),
                Json.field(status, "srights").asBoolean(),
                Json.field(status, "pdrequest").asBoolean(),
                Json.field(status, "nsrequest").asBoolean(),
                (flags & GUARDED) != 0,
                (flags & STRICT) != 0,
                (flags & IMMOVABLE_RECEIVE) != 0);
    }
}
