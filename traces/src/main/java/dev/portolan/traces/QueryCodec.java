package dev.portolan.traces;

import java.io.IOException;

/** What calls that ask are told. */
final class QueryCodec {

    private QueryCodec() {}

    static PortStatus status(JsonCursor in) throws IOException {
        Boolean inSet = null;
        Integer seqno = null;
        Integer makeSendCount = null;
        Integer queueLimit = null;
        Integer messageCount = null;
        Integer sendOnceRights = null;
        Boolean hasSendRights = null;
        Boolean portDestroyed = null;
        Boolean noSenders = null;
        Boolean guarded = null;
        Boolean strict = null;
        Boolean immovable = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "inSet" -> inSet = in.bool();
                case "seqno" -> seqno = in.integer();
                case "makeSendCount" -> makeSendCount = in.integer();
                case "queueLimit" -> queueLimit = in.count();
                case "messageCount" -> messageCount = in.count();
                case "sendOnceRights" -> sendOnceRights = in.count();
                case "hasSendRights" -> hasSendRights = in.bool();
                case "portDestroyed" -> portDestroyed = in.bool();
                case "noSenders" -> noSenders = in.bool();
                case "guarded" -> guarded = in.bool();
                case "strict" -> strict = in.bool();
                case "immovable" -> immovable = in.bool();
                default -> throw in.unknown(field);
            }
        }
        return new PortStatus(
                inSet,
                seqno,
                makeSendCount,
                queueLimit,
                messageCount,
                sendOnceRights,
                hasSendRights,
                portDestroyed,
                noSenders,
                guarded,
                strict,
                immovable);
    }

    static NamedType named(JsonCursor in) throws IOException {
        PortName name = null;
        String type = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.name();
                case "type" -> type = type(in);
                default -> throw in.unknown(field);
            }
        }
        return new NamedType(in.required("name", name), in.required("type", type));
    }

    static ExceptionGroup exceptionGroup(JsonCursor in) throws IOException {
        Integer mask = null;
        PortName port = null;
        Integer behavior = null;
        Integer stateFlavor = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "mask" -> mask = in.integer();
                case "port" -> port = in.name();
                case "behavior" -> behavior = in.integer();
                case "stateFlavor" -> stateFlavor = in.integer();
                default -> throw in.unknown(field);
            }
        }
        return new ExceptionGroup(
                in.required("mask", mask),
                in.required("port", port),
                in.required("behavior", behavior),
                in.required("stateFlavor", stateFlavor));
    }

    /** Rights, with bars between them. */
    static String type(JsonCursor in) throws IOException {
        String type = in.text();
        if (Words.TYPES.contains(type)) {
            return type;
        }
        for (String one : type.split("\\|", -1)) {
            if (!Words.TYPES.contains(one)) {
                throw in.refuse(JsonCursor.quoted(one) + " is none of " + String.join(" ", Words.TYPES));
            }
        }
        return type;
    }
}
