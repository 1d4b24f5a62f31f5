package dev.portolan.conformance.validate;

import dev.portolan.conformance.oracle.SettingModel;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcFailure;
import dev.portolan.spec.tlc.TlcOptions;
import dev.portolan.spec.tlc.TlcRun;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs judged by TLC itself, in a JVM of its own: the module {@code IpcTrace}. */
final class TlcJudge {

    /** As {@code IpcTrace} tells where a run ended. */
    private static final Pattern CAME_TO = Pattern.compile("<<\"came to\", (\\d+), (\\d+)>>");

    private static final long UNTOLD = -1;

    private final SpecFiles specification;

    TlcJudge(SpecFiles specification) {
        this.specification = specification;
    }

    /**
     * How many events of each run the model answers as the run says, one after the other from its first.
     *
     * @param runs of one setting but for single steps
     * @throws TlcFailure if TLC comes to no answer
     */
    long[] judge(List<ModelRun> runs) throws InterruptedException {
        SettingModel model = new SettingModel(runs.get(0).setting());
        SpecFiles files = model.files(specification, "IpcTrace", definitions(runs), """
                    Runs <- SettingRuns
                INIT Init
                NEXT Next
                CHECK_DEADLOCK FALSE
                """);
        ModelResult result = new TlcRun(files, TlcOptions.DEFAULT).run(model.model(), at -> {});
        if (result.result() != Result.SUCCESS) {
            throw new TlcFailure("TLC cannot judge the runs: " + result.message());
        }
        long[] cameTo = cameTo(result.whole(), runs.size());
        if (Arrays.stream(cameTo).sum() + runs.size() != result.distinct()) {
            throw new TlcFailure("TLC found " + result.distinct() + " states and told of another number");
        }
        return cameTo;
    }

    private static String definitions(List<ModelRun> runs) {
        return runs.stream().map(ModelRun::text).collect(Collectors.joining(",\n", "SettingRuns == <<\n", ">>"));
    }

    private static long[] cameTo(List<String> lines, int runs) {
        long[] cameTo = new long[runs];
        Arrays.fill(cameTo, UNTOLD);
        for (String line : lines) {
            Matcher told = CAME_TO.matcher(line);
            if (told.matches()) {
                cameTo[Integer.parseInt(told.group(1)) - 1] = Long.parseLong(told.group(2));
            }
        }
        for (int run = 0; run < runs; run++) {
            if (cameTo[run] == UNTOLD) {
                throw new TlcFailure("TLC did not tell how far it came with run " + (run + 1) + " of " + runs);
            }
        }
        return cameTo;
    }
}
