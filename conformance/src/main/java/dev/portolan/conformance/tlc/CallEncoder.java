package dev.portolan.conformance.tlc;

import dev.portolan.traces.Call;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * A {@link Call} as the record that the model's operator {@code Perform} takes. One instance a thread.
 *
 * <p>What the model knows nothing of, a message's words, is left out.
 */
public final class CallEncoder {

    /** Records of the same fields. */
    private static final class Shape {
        private final UniqueString[] names;

        Shape(String... names) {
            this.names = new UniqueString[names.length];
            for (int i = 0; i < names.length; i++) {
                this.names[i] = UniqueString.uniqueStringOf(names[i]);
            }
        }

        Value of(Value... values) {
            // TLC puts the fields of a record in its own order, in place.
            return new RecordValue(names.clone(), values, false);
        }
    }

    private static final Shape NONE = new Shape("none");
    private static final Shape ALLOCATE = new Shape("call", "thread", "task", "right");
    private static final Shape NAMED = new Shape("call", "thread", "task", "name");
    private static final Shape GET_REFS = new Shape("call", "thread", "task", "name", "right");
    private static final Shape MOD_REFS = new Shape("call", "thread", "task", "name", "right", "delta");
    private static final Shape INSERT = new Shape("call", "thread", "task", "name", "right", "disposition", "entry");
    private static final Shape MESSAGE = new Shape("call", "thread", "send", "receive");
    private static final Shape STEP = new Shape("call", "thread", "at");
    private static final Shape EVENT = new Shape("call", "thread");
    private static final Shape SEND = new Shape("header", "timeout");
    private static final Shape HEADER = new Shape(
            "remote",
            "remoteDisposition",
            "local",
            "localDisposition",
            "voucher",
            "voucherDisposition",
            "id",
            "sendSize");
    private static final Shape RECEIVE = new Shape("name", "receiveSize", "large", "trailerSize", "timeout");

    private final TlcText text;
    private final Map<String, Value> strings = new HashMap<>();

    public CallEncoder(TlcText text) {
        this.text = text;
    }

    /**
     * Encodes a call.
     *
     * @throws IllegalArgumentException if a name is spelled otherwise than {@code text} does
     */
    public Value encode(Call call) {
        Value action = string(call.getClass().getSimpleName());
        Value thread = string(call.thread());
        if (call instanceof Call.MachMsg of) {
            return MESSAGE.of(action, thread, send(of.send()), receive(of.receive()));
        }
        if (call instanceof Call.MachPortAllocate of) {
            return ALLOCATE.of(action, thread, string(of.task()), string(of.right()));
        }
        if (call instanceof Call.MachPortDeallocate of) {
            return NAMED.of(action, thread, string(of.task()), name(of.name()));
        }
        if (call instanceof Call.MachPortDestroy of) {
            return NAMED.of(action, thread, string(of.task()), name(of.name()));
        }
        if (call instanceof Call.MachPortType of) {
            return NAMED.of(action, thread, string(of.task()), name(of.name()));
        }
        if (call instanceof Call.MachPortGetRefs of) {
            return GET_REFS.of(action, thread, string(of.task()), name(of.name()), string(of.right()));
        }
        if (call instanceof Call.MachPortModRefs of) {
            Value delta = IntValue.gen(of.delta());
            return MOD_REFS.of(action, thread, string(of.task()), name(of.name()), string(of.right()), delta);
        }
        if (call instanceof Call.MachPortInsertRight of) {
            Value disposition = string(of.disposition());
            Value entry = string(of.entry().name());
            return INSERT.of(action, thread, string(of.task()), name(of.name()), name(of.right()), disposition, entry);
        }
        if (call instanceof Call.Step of) {
            return STEP.of(action, thread, string(of.at()));
        }
        return EVENT.of(action, thread);
    }

    private Value send(Call.Send send) {
        if (send == null) {
            return nothing();
        }
        Call.Header from = send.header();
        Value header = HEADER.of(
                name(from.remote()),
                disposition(from.remoteDisposition()),
                name(from.local()),
                disposition(from.localDisposition()),
                name(from.voucher()),
                disposition(from.voucherDisposition()),
                IntValue.gen(from.id()),
                IntValue.gen(send.sendSize()));
        return SEND.of(header, string(send.timeout().name()));
    }

    private Value receive(Call.Receive receive) {
        if (receive == null) {
            return nothing();
        }
        return RECEIVE.of(
                name(receive.name()),
                IntValue.gen(receive.receiveSize()),
                receive.large() ? BoolValue.ValTrue : BoolValue.ValFalse,
                IntValue.gen(receive.trailerSize()),
                string(receive.timeout().name()));
    }

    private static Value nothing() {
        return NONE.of(BoolValue.ValTrue);
    }

    private Value disposition(String disposition) {
        return string(disposition == null ? TlcText.NONE : disposition);
    }

    private Value name(PortName name) {
        return IntValue.gen(text.number(name));
    }

    private Value string(String string) {
        Value value = strings.get(string);
        if (value == null) {
            value = new StringValue(string);
            strings.put(string, value);
        }
        return value;
    }
}
