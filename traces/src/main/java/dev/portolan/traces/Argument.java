package dev.portolan.traces;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;

/** An argument of a call: what it is called, in traces and in the specification, and of what kind it is. */
public record Argument(String name, Kind kind) {

    /** What an argument is. A new list of words is a new kind. */
    public enum Kind {
        /** A task of the trace, whose space the call acts on. */
        TASK,
        /** A thread of the trace, that the call acts on. */
        THREAD,
        /** A thread of the trace that the call acts on, if one is seen to make it; may be absent. */
        TARGET,
        /** A name of a right in the space of the call's task. */
        NAME,
        /** A name in that space under which the call is to put a right: it may be free. */
        CHOSEN_NAME,
        /** A name of a right in the caller's space. */
        CALLERS_NAME,
        /** Names of rights in the space of the call's task. */
        NAMES,
        RIGHT(Words.RIGHTS),
        DISPOSITION(Words.DISPOSITIONS),
        ENTRY(Words.ENTRIES),
        /** What a notification is of, or its id as a number. */
        NOTIFICATION(Words.NOTIFICATIONS),
        FLAVOR(Words.FLAVORS),
        /** A number of 32 bits. */
        NUMBER,
        /** A number of 32 bits by which something changes. */
        DELTA,
        /** A number of 31 bits. */
        COUNT,
        FLAG,
        /** Numbers of 32 bits. */
        WORDS,
        /** A continuation, by its name. */
        AT,
        /** What a message is sent with; may be absent. */
        SEND,
        /** What a message is received with; may be absent. */
        RECEIVE;

        private final Set<String> words;

        Kind() {
            this(Set.of());
        }

        Kind(Set<String> words) {
            this.words = words;
        }

        /** The words that such an argument is one of; none where it is no word. */
        public Set<String> words() {
            return words;
        }

        /** True if it is a name of a right, in whichever space. */
        public boolean isName() {
            return this == NAME || this == CHOSEN_NAME || this == CALLERS_NAME;
        }

        /** True if it is a thread of the trace. */
        public boolean isThread() {
            return this == THREAD || this == TARGET;
        }

        /** True if a call may do without it. */
        public boolean isOptional() {
            return this == SEND || this == RECEIVE || this == TARGET;
        }
    }

    /** Says the kind of a record's component where its type and name do not. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Is {
        Kind value();
    }

    /* A text is what it is called: a task, a right. Of any other type there is one kind that is most common. */
    static Argument of(RecordComponent component) {
        Is said = component.getAnnotation(Is.class);
        return new Argument(component.getName(), said != null ? said.value() : kind(component));
    }

    private static Kind kind(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == PortName.class) {
            return Kind.NAME;
        }
        if (type == int.class) {
            return Kind.NUMBER;
        }
        if (type == boolean.class) {
            return Kind.FLAG;
        }
        String name = type == String.class ? component.getName() : type.getSimpleName();
        return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
