package dev.portolan.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTablesTest {

    private static String transfer(String queue, double score) {
        return transfer(queue, 5, score);
    }

    private static String transfer(String queue, int capacity, double score) {
        return """
                {"benchmark": "x.TransferBenchmark.transfer",
                 "params": {"queue": "%s", "capacity": "%d", "pairs": "1"},
                 "primaryMetric": {"score": %s, "scoreError": 0.25}}""".formatted(queue, capacity, score);
    }

    @Test
    void goalsAreHeldAgainstTheFastestPeer() throws IOException {
        String roundTrip = """
                {"benchmark": "x.RoundTripBenchmark.one", "params": {"queue": "portolan"},
                 "primaryMetric": {"scorePercentiles": {"50.0": 400.4, "90.0": 500, "99.0": 600, "99.9": 700}}}""";
        String json = "["
                + String.join(
                        ",",
                        List.of(
                                transfer("portolan", 8),
                                transfer("portolanTry", 9),
                                transfer("arrayBlocking", 20),
                                transfer("arrayBlockingFair", 2),
                                transfer("kotlinChannel", 5),
                                transfer("mpmcArray", 12),
                                roundTrip))
                + "]";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultTables.print(json, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertEquals("""
                | capacity | pairs | portolan | portolanTry | arrayBlocking | arrayBlockingFair | kotlinChannel | mpmcArray |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | 5 | 1 | 8.00 ± 0.25 | 9.00 ± 0.25 | 20.00 ± 0.25 | 2.00 ± 0.25 | 5.00 ± 0.25 | 12.00 ± 0.25 |

                | capacity | pairs | ours | fastest of its peers | times | goal |  |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | 5 | 1 | portolan | kotlinChannel | 1.60 | 2.0 | missed |
                | 5 | 1 | portolanTry | mpmcArray | 0.75 | 0.7 | met |

                | round trip of one, ns | 50 % | 90 % | 99 % | 99.9 % |
                | ---: | ---: | ---: | ---: | ---: |
                | portolan | 400 | 500 | 600 | 700 |

                """, bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    /** A queue without a capacity is measured at one, and a peer at all. */
    @Test
    void anUnboundedQueueIsAPeerAtEveryCapacity() throws IOException {
        String json = "[" + transfer("portolan", 64, 8) + "," + transfer("linkedTransfer", 1024, 4) + "]";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultTables.print(json, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(printed.contains("| 64 | 1 | portolan | linkedTransfer | 2.00 | 2.0 | met |"), printed);
    }
}
