package dev.portolan.traces;

import java.io.IOException;
import java.util.List;

/** The halves of a {@code mach_msg}, and messages in a user's buffer. */
final class MessageCodec {

    private MessageCodec() {}

    static Call.Send send(JsonCursor in) throws IOException {
        Call.Header header = null;
        Integer sendSize = null;
        Call.Timeout timeout = null;
        boolean sendNotify = false;
        boolean sendCancel = false;
        PortName notifyPort = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "sendNotify" -> sendNotify = in.bool();
                case "sendCancel" -> sendCancel = in.bool();
                case "notifyPort" -> notifyPort = in.name();
                case "header" -> header = header(in);
                case "sendSize" -> sendSize = in.integer();
                case "timeout" -> timeout = timeout(in);
                default -> throw in.unknown(field);
            }
        }
        return new Call.Send(
                in.required("header", header),
                in.required("sendSize", sendSize),
                in.required("timeout", timeout),
                sendNotify,
                sendCancel,
                notifyPort);
    }

    /** @param named whether the name has to be there; a continuation that has looked it up has none */
    static Call.Receive receive(JsonCursor in, boolean named) throws IOException {
        PortName name = null;
        Integer receiveSize = null;
        Boolean large = null;
        Integer trailerSize = null;
        Call.Timeout timeout = null;
        List<Call.ReceiveOption> options = List.of();
        PortName notifyPort = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.name();
                case "options" -> options = in.list(MessageCodec::option);
                case "receiveSize" -> receiveSize = in.integer();
                case "large" -> large = in.bool();
                case "trailerSize" -> trailerSize = in.count();
                case "timeout" -> timeout = timeout(in);
                case "notifyPort" -> notifyPort = in.name();
                default -> throw in.unknown(field);
            }
        }
        return new Call.Receive(
                named ? in.required("name", name) : name,
                in.required("receiveSize", receiveSize),
                in.required("large", large),
                in.required("trailerSize", trailerSize),
                in.required("timeout", timeout),
                options,
                notifyPort);
    }

    private static Call.ReceiveOption option(JsonCursor in) throws IOException {
        return Call.ReceiveOption.valueOf(in.oneOf(Words.RECEIVE_OPTIONS));
    }

    static Call.Timeout timeout(JsonCursor in) throws IOException {
        return Call.Timeout.valueOf(in.oneOf(Words.TIMEOUTS));
    }

    private static Call.Header header(JsonCursor in) throws IOException {
        PortName remote = null;
        String remoteDisposition = null;
        PortName local = null;
        String localDisposition = null;
        PortName voucher = null;
        String voucherDisposition = null;
        Integer id = null;
        List<Long> body = null;
        List<Descriptor> descriptors = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "remote" -> remote = in.name();
                case "remoteDisposition" -> remoteDisposition = in.oneOfOrNumber(Words.DISPOSITIONS);
                case "local" -> local = in.name();
                case "localDisposition" -> localDisposition = in.oneOfOrNumber(Words.DISPOSITIONS);
                case "voucher" -> voucher = in.name();
                case "voucherDisposition" -> voucherDisposition = in.oneOfOrNumber(Words.DISPOSITIONS);
                case "id" -> id = in.integer();
                case "body" -> body = in.list(JsonCursor::longInteger);
                case "descriptors" -> descriptors = in.list(DescriptorCodec::descriptor);
                default -> throw in.unknown(field);
            }
        }
        return new Call.Header(
                remote,
                remoteDisposition,
                local,
                localDisposition,
                voucher,
                voucherDisposition,
                in.required("id", id),
                body,
                descriptors);
    }

    static Outcome.Message message(JsonCursor in) throws IOException {
        Integer id = null;
        Integer size = null;
        PortName remote = null;
        String remoteDisposition = null;
        PortName local = null;
        String localDisposition = null;
        Integer seqno = null;
        List<Long> body = null;
        List<Descriptor> descriptors = null;
        Notified notified = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.integer();
                case "size" -> size = in.count();
                case "remote" -> remote = in.name();
                case "remoteDisposition" -> remoteDisposition = in.oneOfOrNumber(Words.MESSAGE_DISPOSITIONS);
                case "local" -> local = in.name();
                case "localDisposition" -> localDisposition = in.oneOfOrNumber(Words.MESSAGE_DISPOSITIONS);
                case "seqno" -> seqno = in.integer();
                case "body" -> body = in.list(JsonCursor::longInteger);
                case "descriptors" -> descriptors = in.list(DescriptorCodec::descriptor);
                case "notified" -> notified = DescriptorCodec.notified(in);
                default -> throw in.unknown(field);
            }
        }
        return new Outcome.Message(
                in.required("id", id),
                size,
                remote,
                remoteDisposition,
                local,
                localDisposition,
                seqno,
                body,
                descriptors,
                notified);
    }
}
