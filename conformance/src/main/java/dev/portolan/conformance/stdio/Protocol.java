package dev.portolan.conformance.stdio;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.portolan.traces.PortName;
import dev.portolan.traces.TraceLimits;
import java.io.IOException;

/** What both ends of the line protocol agree on. */
public final class Protocol {

    /** The version that this end speaks. */
    public static final int VERSION = 1;

    /** The longest line in bytes, its end not counted. What a line may hold, {@link TraceLimits} says. */
    public static final int LINE_BYTES_MAX = TraceLimits.LINE_BYTES_MAX;

    /** The most limits of a kernel. */
    static final int LIMITS_MAX = 64;

    /** The most steps in a batch. */
    public static final int BATCH_STEPS_MAX = 256;

    private static final long DEAD = 0xffffffffL;

    /** Writes values as traces have them, but names of rights as numbers. */
    static final ObjectMapper VALUES = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .registerModule(new SimpleModule().addSerializer(PortName.class, new NameAsNumber()));

    private Protocol() {}

    private static final class NameAsNumber extends JsonSerializer<PortName> {

        @Override
        public void serialize(PortName name, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (name.isValid()) {
                out.writeNumber(Long.parseLong(name.symbol()));
            } else {
                out.writeNumber(name == PortName.NULL ? 0 : DEAD);
            }
        }
    }
}
