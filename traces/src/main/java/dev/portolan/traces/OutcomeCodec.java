package dev.portolan.traces;

import java.io.IOException;
import java.util.List;

/** What became of a call. */
final class OutcomeCodec {

    private OutcomeCodec() {}

    static Outcome read(JsonCursor in) throws IOException {
        String ret = null;
        String clause = null;
        Outcome.Out out = null;
        List<Outcome.Completion> woke = List.of();
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ret" -> ret = in.code();
                case "clause" -> clause = in.text();
                case "out" -> out = out(in);
                case "woke" -> woke = in.list(OutcomeCodec::completion);
                default -> throw in.unknown(field);
            }
        }
        return ret == null && clause == null && out == null && woke.isEmpty()
                ? Outcome.UNOBSERVED
                : new Outcome(ret, clause, out, woke);
    }

    private static Outcome.Completion completion(JsonCursor in) throws IOException {
        String thread = null;
        String ret = null;
        String clause = null;
        Outcome.Out out = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "thread" -> thread = in.text();
                case "ret" -> ret = in.code();
                case "clause" -> clause = in.text();
                case "out" -> out = out(in);
                default -> throw in.unknown(field);
            }
        }
        return new Outcome.Completion(in.required("thread", thread), in.required("ret", ret), clause, out);
    }

    static Outcome.Out out(JsonCursor in) throws IOException {
        PortName name = null;
        Integer refs = null;
        String type = null;
        Integer size = null;
        Outcome.Message message = null;
        List<PortName> members = null;
        List<NamedType> names = null;
        PortStatus status = null;
        Integer context = null;
        Integer time = null;
        List<ExceptionGroup> exceptionPorts = null;
        List<Integer> registers = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.name();
                case "refs" -> refs = in.count();
                case "type" -> type = QueryCodec.type(in);
                case "size" -> size = in.count();
                case "message" -> message = MessageCodec.message(in);
                case "members" -> members = in.list(JsonCursor::name);
                case "names" -> names = in.list(QueryCodec::named);
                case "status" -> status = QueryCodec.status(in);
                case "context" -> context = in.integer();
                case "time" -> time = in.integer();
                case "exceptionPorts" -> exceptionPorts = in.list(QueryCodec::exceptionGroup);
                case "registers" -> registers = in.list(JsonCursor::integer);
                default -> throw in.unknown(field);
            }
        }
        return new Outcome.Out(
                name, refs, type, size, message, members, names, status, context, time, exceptionPorts, registers);
    }
}
