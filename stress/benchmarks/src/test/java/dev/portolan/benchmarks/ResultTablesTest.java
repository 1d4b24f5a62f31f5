package dev.portolan.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTablesTest {

    private static String transfer(String queue, double score) {
        return """
                {"benchmark": "x.TransferBenchmark.transfer",
                 "params": {"queue": "%s", "capacity": "5", "pairs": "1"},
                 "primaryMetric": {"score": %s, "scoreError": 0.25}}""".formatted(queue, score);
    }

    @Test
    void ratiosAreOursByTheirs() throws IOException {
        String roundTrip = """
                {"benchmark": "x.RoundTripBenchmark.roundTrip", "params": {"queue": "portolan"},
                 "primaryMetric": {"scorePercentiles": {"50.0": 400.4, "90.0": 500, "99.0": 600, "99.9": 700}}}""";
        String json = "["
                + String.join(
                        ",",
                        List.of(
                                transfer("portolan", 8),
                                transfer("portolanTry", 9),
                                transfer("arrayBlocking", 2),
                                transfer("mpmcArray", 12),
                                roundTrip))
                + "]";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultTables.print(json, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertEquals("""
                | capacity | pairs | portolan | portolanTry | arrayBlocking | mpmcArray |
                | ---: | ---: | ---: | ---: | ---: | ---: |
                | 5 | 1 | 8.00 ± 0.25 | 9.00 ± 0.25 | 2.00 ± 0.25 | 12.00 ± 0.25 |

                | capacity | pairs | portolan / arrayBlocking | portolanTry / mpmcArray |
                | ---: | ---: | ---: | ---: |
                | 5 | 1 | 4.00 | 0.75 |

                | round trip, ns | 50 % | 90 % | 99 % | 99.9 % |
                | ---: | ---: | ---: | ---: | ---: |
                | portolan | 400 | 500 | 600 | 700 |
                """, bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
