package dev.portolan.conformance.tlc;

import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;

/** How full the tables of a model's kernel are: slots of its spaces, identities of its ports. One instance a thread. */
public final class KernelTables {

    private final TlcText text;
    private final Fields kernel = new Fields("spaces", "ports");
    private final Fields entry = new Fields("type");
    private final Fields port = new Fields("kind", "senders", "receivers");

    public KernelTables(TlcText text) {
        this.text = text;
    }

    /** The slots of each space. */
    public int slots(Value value) {
        Value[] spaces = StringDomain.values(kernel.get(TlcText.record(value), 0));
        return spaces.length == 0 ? 0 : TlcText.elements(spaces[0]).length;
    }

    /** The identities of ports, those in use and those that are not. */
    public int ports(Value value) {
        return portsOf(value).length;
    }

    /** True if some space has no free slot. */
    public boolean hasFullSpace(Value value) {
        for (Value space : StringDomain.values(kernel.get(TlcText.record(value), 0))) {
            if (isFull(TlcText.elements(space), entry)) {
                return true;
            }
        }
        return false;
    }

    /** True if every identity of a port is in use. */
    public boolean hasNoFreePort(Value value) {
        return isFull(portsOf(value), port);
    }

    /** How many threads wait where most do. */
    public int mostWaiters(Value value) {
        int most = 0;
        for (Value one : portsOf(value)) {
            RecordValue record = TlcText.record(one);
            most = Math.max(most, TlcText.elements(port.get(record, 1)).length);
            most = Math.max(most, TlcText.elements(port.get(record, 2)).length);
        }
        return most;
    }

    private Value[] portsOf(Value value) {
        return TlcText.elements(kernel.get(TlcText.record(value), 1));
    }

    /** The lowest are given out first. */
    private boolean isFull(Value[] rows, Fields fields) {
        for (int i = rows.length - 1; i >= 0; i--) {
            if (text.string(fields.get(TlcText.record(rows[i]), 0)).equals(TlcText.NONE)) {
                return false;
            }
        }
        return true;
    }
}
