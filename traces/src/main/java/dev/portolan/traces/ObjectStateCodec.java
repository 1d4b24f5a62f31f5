package dev.portolan.traces;

import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.TaskState;
import java.io.IOException;
import java.util.List;

/** Tasks and threads in the state after an event. */
final class ObjectStateCodec {

    private ObjectStateCodec() {}

    static TaskState task(JsonCursor in) throws IOException {
        String task = null;
        String life = null;
        Integer suspends = null;
        String exceptionPort = null;
        List<String> threads = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "task" -> task = in.task();
                case "life" -> life = in.oneOf(Words.LIVES);
                case "suspends" -> suspends = in.count();
                case "exceptionPort" -> exceptionPort = in.text();
                case "threads" -> threads = in.list(JsonCursor::text);
                default -> throw in.unknown(field);
            }
        }
        return new TaskState(in.required("task", task), in.required("life", life), suspends, exceptionPort, threads);
    }

    static ActState act(JsonCursor in) throws IOException {
        String thread = null;
        String life = null;
        String runState = null;
        Integer suspends = null;
        String exceptionPort = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "thread" -> thread = in.text();
                case "life" -> life = in.oneOf(Words.LIVES);
                case "runState" -> runState = in.oneOf(Words.RUN_STATES);
                case "suspends" -> suspends = in.count();
                case "exceptionPort" -> exceptionPort = in.text();
                default -> throw in.unknown(field);
            }
        }
        return new ActState(
                in.required("thread", thread), in.required("life", life), runState, suspends, exceptionPort);
    }
}
