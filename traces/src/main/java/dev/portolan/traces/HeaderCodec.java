package dev.portolan.traces;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first line of a trace. */
final class HeaderCodec {

    private HeaderCodec() {}

    /** Reads the rest of a header whose object is open and whose first field's name, {@code format}, is read. */
    static Trace.Header read(JsonCursor in) throws IOException {
        String format = in.text();
        if (!format.equals(Trace.FORMAT)) {
            throw in.refuse("the format " + JsonCursor.quoted(format) + " is not supported; this version reads "
                    + Trace.FORMAT);
        }
        String name = null;
        String kind = null;
        String dialect = null;
        Map<String, Integer> limits = null;
        Map<String, List<String>> tasks = null;
        List<String> created = null;
        Long seed = null;
        Trace.Source source = null;
        Trace.End end = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text();
                case "kind" -> kind = in.oneOf(Words.KINDS);
                case "dialect" -> dialect = in.oneOf(Words.DIALECTS);
                case "limits" -> limits = in.map(Words.LIMITS, JsonCursor::count);
                case "tasks" -> tasks = tasks(in);
                case "created" -> created = in.list(JsonCursor::text);
                case "seed" -> seed = in.longInteger();
                case "source" -> source = source(in);
                case "end" -> end = end(in);
                default -> throw in.unknown(field);
            }
        }
        for (String made : created == null ? List.<String>of() : created) {
            if (tasks == null
                    || !tasks.containsKey(made)
                            && tasks.values().stream().noneMatch(threads -> threads.contains(made))) {
                throw in.refuse(JsonCursor.quoted(made) + " is created, and no task or thread of this trace");
            }
        }
        return new Trace.Header(
                format,
                in.required("name", name),
                in.required("kind", kind),
                in.required("dialect", dialect),
                in.required("limits", limits),
                in.required("tasks", tasks),
                created,
                seed,
                source,
                end);
    }

    private static Map<String, List<String>> tasks(JsonCursor in) throws IOException {
        Set<String> all = new HashSet<>();
        return in.map(
                task -> task.list(threads -> {
                    String thread = threads.text();
                    if (!all.add(thread)) {
                        throw threads.refuse("the thread " + JsonCursor.quoted(thread) + " is there twice");
                    }
                    if (all.size() > TraceLimits.THREADS_MAX) {
                        throw threads.refuse("there are more than " + TraceLimits.THREADS_MAX + " threads");
                    }
                    return thread;
                }),
                TraceLimits.TASKS_MAX);
    }

    private static Trace.Source source(JsonCursor in) throws IOException {
        String file = null;
        String kernel = null;
        Integer line = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "file" -> file = in.text();
                case "kernel" -> kernel = in.text();
                case "line" -> line = in.count();
                default -> throw in.unknown(field);
            }
        }
        return new Trace.Source(file, kernel, line);
    }

    private static Trace.End end(JsonCursor in) throws IOException {
        String reason = null;
        Integer skipped = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "reason" -> reason = in.text();
                case "skipped" -> skipped = in.count();
                default -> throw in.unknown(field);
            }
        }
        return new Trace.End(in.required("reason", reason), in.required("skipped", skipped));
    }
}
