package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.SpecFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tlc")
@DisplayName("how far commands that read traces are")
class ReadingProgressTest {

    @TempDir
    Path folder;

    /** What a person who watches the terminal would see, one picture after the other. */
    private static final class Watched implements ProgressBarConsumer {

        final List<String> pictures = new ArrayList<>();

        @Override
        public int getMaxRenderedLength() {
            return Terminal.COLUMNS;
        }

        @Override
        public synchronized void accept(String picture) {
            pictures.add(picture);
        }

        @Override
        public void close() {}
    }

    @Test
    void whoWatchesSeesHowFarItIs() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (int calls : List.of(300, 400)) {
            Path file = folder.resolve("run-" + calls + ".ndjson");
            Said said = Said.portolan("record", "run", "--calls", "" + calls, "--states", "0", "-o", file.toString());
            assertEquals(0, said.exit(), said.err());
            files.add(file);
        }
        Watched replayed = new Watched();
        try (ProgressLine progress = ProgressLine.to(replayed)) {
            assertEquals(
                    700, Replays.onReference(null, null).replay(files, progress).events());
        }
        showsHowFarItIs(replayed);
        Watched validated = new Watched();
        try (Oracles oracles = new Oracles();
                ProgressLine progress = ProgressLine.to(validated)) {
            assertEquals(
                    700,
                    new Validations(oracles, SpecFiles.packaged(), null, null)
                            .validate(files, progress)
                            .events());
        }
        showsHowFarItIs(validated);
    }

    /* That it gets to the end of each file; in between, a picture is drawn when it is time for one. */
    private static void showsHowFarItIs(Watched watched) {
        for (int calls : List.of(300, 400)) {
            assertTrue(
                    watched.pictures.stream()
                            .anyMatch(picture -> picture.matches("run-" + calls + "\\.ndjson +100% .* " + calls + "/"
                                    + calls + " events .*\\d:\\d\\d:\\d\\d / \\d:\\d\\d:\\d\\d.*")),
                    watched.pictures::toString);
        }
    }
}
