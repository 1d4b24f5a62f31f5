package dev.portolan.traces;

import dev.portolan.traces.KernelState.AbandonedState;
import dev.portolan.traces.KernelState.AskedState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import java.io.IOException;
import java.util.List;

/** The requests for notification in a state: of a name, of a port, and one under way. */
final class RequestCodec {

    private RequestCodec() {}

    static RequestState request(JsonCursor in) throws IOException {
        String kind = null;
        RightState right = null;
        Boolean armed = null;
        Integer index = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "kind" -> kind = in.oneOf(Words.REQUEST_KINDS);
                case "right" -> right = StateCodec.right(in);
                case "armed" -> armed = in.bool();
                case "index" -> index = in.count();
                default -> throw in.unknown(field);
            }
        }
        return new RequestState(kind, right, armed, index);
    }

    static RequestsState requests(JsonCursor in) throws IOException {
        RightState noSenders = null;
        RightState portDestroyed = null;
        List<Integer> free = null;
        List<AbandonedState> abandoned = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "noSenders" -> noSenders = StateCodec.right(in);
                case "portDestroyed" -> portDestroyed = StateCodec.right(in);
                case "free" -> free = in.list(JsonCursor::count);
                case "abandoned" -> abandoned = in.list(RequestCodec::abandoned);
                default -> throw in.unknown(field);
            }
        }
        return new RequestsState(noSenders, portDestroyed, free, abandoned);
    }

    private static AbandonedState abandoned(JsonCursor in) throws IOException {
        String task = null;
        PortName name = null;
        RightState right = null;
        Integer index = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "task" -> task = in.task();
                case "name" -> name = in.name();
                case "right" -> right = StateCodec.right(in);
                case "index" -> index = in.count();
                default -> throw in.unknown(field);
            }
        }
        return new AbandonedState(
                in.required("task", task),
                in.required("name", name),
                in.required("right", right),
                in.required("index", index));
    }

    static AskedState asked(JsonCursor in) throws IOException {
        String id = null;
        Integer sync = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.oneOfOrNumber(Words.NOTIFICATIONS);
                case "sync" -> sync = in.integer();
                default -> throw in.unknown(field);
            }
        }
        return new AskedState(in.required("id", id), in.required("sync", sync));
    }
}
