package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("known differences")
class KnownDifferencesTest {

    private static final int MOST = 5;

    @Test
    void theyAreFewAndEachHasItsReason() {
        Map<String, Long> byDialect = KnownDifferences.packaged().operations().stream()
                .collect(Collectors.groupingBy(KnownDifferences.Operation::dialect, Collectors.counting()));
        byDialect.forEach((dialect, count) -> assertTrue(count <= MOST, dialect));
        for (KnownDifferences.Operation operation : KnownDifferences.packaged().operations()) {
            assertFalse(operation.reason().isBlank(), operation.run());
        }
    }
}
