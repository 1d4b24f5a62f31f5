package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;

/** A call as {@link CallSerializer} writes it, from one JVM to another; what people write is read with more care. */
final class CallDeserializer extends JsonDeserializer<Call> {

    @Override
    public Call deserialize(JsonParser in, DeserializationContext context) throws IOException {
        JsonNode written = context.readTree(in);
        CallForm form = CallForm.named(written.path("call").asText());
        if (form == null) {
            return context.reportInputMismatch(Call.class, "there is no call %s", written.path("call"));
        }
        RecordComponent[] components = form.record().getRecordComponents();
        Object[] values = new Object[form.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = written.get(form.arguments().get(i).name());
            values[i] = value == null || value.isNull()
                    ? null
                    : context.readTreeAsValue(value, context.constructType(components[i + 1].getGenericType()));
        }
        return form.make(written.path("thread").asText(), values);
    }
}
