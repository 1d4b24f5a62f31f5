package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Writes calls: the name, the thread, and the arguments that are there. */
final class CallSerializer extends JsonSerializer<Call> {

    @Override
    public void serialize(Call call, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject();
        fields(call, out);
        out.writeEndObject();
    }

    /** Writes the fields of a call into the object that is open. */
    static void fields(Call call, JsonGenerator out) throws IOException {
        CallForm form = CallForm.of(call);
        out.writeStringField("call", form.name());
        out.writeStringField("thread", call.thread());
        for (int i = 0; i < form.arguments().size(); i++) {
            Object value = form.value(call, i);
            if (value != null) {
                out.writePOJOField(form.arguments().get(i).name(), value);
            }
        }
    }
}
