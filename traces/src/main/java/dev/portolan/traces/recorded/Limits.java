package dev.portolan.traces.recorded;

import java.util.LinkedHashMap;
import java.util.Map;

/** The constants of a kernel, in the order in which headers list them. */
final class Limits {

    private Limits() {}

    static Map<String, Integer> of(int queueLimit, int userRefsMax, int messageCountMax) {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("queueLimit", queueLimit);
        limits.put("userRefsMax", userRefsMax);
        limits.put("messageCountMax", messageCountMax);
        return limits;
    }
}
