package dev.portolan.conformance.cli;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcOptions;
import dev.portolan.spec.tlc.TlcRun;
import java.util.List;

/** Models checked by TLC, as many at a time as there are processors, one worker each. */
final class ModelChecks {

    private final TlcRun tlc;
    private final ProgressLine progress;

    ModelChecks(SpecFiles files, TlcOptions options, ProgressLine progress) {
        this.tlc = new TlcRun(files, options);
        this.progress = progress;
    }

    /** Checks the models; the results are in the order of the models. */
    List<ModelResult> run(List<Model> models) throws InterruptedException {
        progress.begin("check", models.stream().mapToLong(ModelChecks::states).sum(), " states");
        return InParallel.map(models, Model::seconds, this::check);
    }

    private ModelResult check(Model model) throws InterruptedException {
        ModelResult result = tlc.run(model, at -> progress.at(model.name(), at.generated()));
        progress.at(model.name(), states(model));
        return result;
    }

    private static long states(Model model) {
        return model.generated() == null ? 1 : model.generated();
    }
}
