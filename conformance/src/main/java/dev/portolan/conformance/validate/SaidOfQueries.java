package dev.portolan.conformance.validate;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.KernelState.AskedState;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.NamedType;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.PortStatus;
import java.util.List;
import java.util.function.Function;

/** What calls ask and are told, and what guards ports, as the module {@code IpcTrace} takes it; null for what they were not. */
final class SaidOfQueries {

    private SaidOfQueries() {}

    static TlaRecord of(Outcome.Out out, Function<PortName, Integer> number) {
        return new TlaRecord()
                .put("names", names(out.names(), number))
                .put("status", status(out.status()))
                .number("context", out.context())
                .number("time", out.time());
    }

    static TlaValue asked(AskedState of) {
        return of == null
                ? null
                : new TlaRecord().text("id", of.id()).number("sync", of.sync()).value();
    }

    static TlaValue guard(GuardState of) {
        return of == null
                ? null
                : new TlaRecord()
                        .number("context", of.context())
                        .bool("guarded", of.guarded())
                        .bool("strict", of.strict())
                        .bool("immovable", of.immovable())
                        .value();
    }

    private static TlaValue names(List<NamedType> of, Function<PortName, Integer> number) {
        return of == null
                ? null
                : new TlaValue.SetOf(of.stream()
                        .map(one -> new TlaRecord()
                                .number("name", number.apply(one.name()))
                                .text("type", one.type())
                                .value())
                        .toList());
    }

    private static TlaValue status(PortStatus of) {
        return of == null
                ? null
                : new TlaRecord()
                        .bool("inSet", of.inSet())
                        .number("seqno", of.seqno())
                        .number("makeSendCount", of.makeSendCount())
                        .number("queueLimit", of.queueLimit())
                        .number("messageCount", of.messageCount())
                        .number("sendOnceRights", of.sendOnceRights())
                        .bool("hasSendRights", of.hasSendRights())
                        .bool("portDestroyed", of.portDestroyed())
                        .bool("noSenders", of.noSenders())
                        .bool("guarded", of.guarded())
                        .bool("strict", of.strict())
                        .bool("immovable", of.immovable())
                        .value();
    }
}
