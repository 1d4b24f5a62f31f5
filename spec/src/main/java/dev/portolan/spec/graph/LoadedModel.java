package dev.portolan.spec.graph;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.Findings;
import dev.portolan.spec.tlc.TemporaryDirectory;
import dev.portolan.spec.tlc.TlcFailure;
import dev.portolan.spec.value.Label;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.OpDeclNode;
import tlc2.TLCGlobals;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import util.ToolIO;
import util.UniqueString;

/**
 * A model that TLC has parsed in this JVM, ready to be explored or evaluated.
 *
 * <p>TLC's static fields allow one at a time: close one before the next is loaded. TLC leaves threads behind that
 * keep a JVM from ending by itself, so the JVM's owner calls {@code System.exit}.
 */
public final class LoadedModel implements AutoCloseable {

    /* What TLC itself says of a name that stands for nothing. */
    private static final int NOWHERE = -1;

    /* A model loaded while another is open would share the other's variables and output. */
    private static LoadedModel current;

    private final Model model;
    private final TemporaryDirectory directory;
    private final FastTool tool;
    private final List<Label> labels;
    private final Map<Action, Label> labelOf = new HashMap<>();
    private final Map<String, UniqueString> variables = new HashMap<>();
    private final Findings findings;
    private final PrintStream outBefore;
    private final PrintStream errBefore;

    private LoadedModel(SpecFiles files, Model model) {
        this.model = model;
        this.findings = new Findings(files, model, progress -> {});
        files.text(model.moduleFile());
        this.directory = new TemporaryDirectory();
        this.outBefore = ToolIO.out;
        this.errBefore = ToolIO.err;
        try {
            files.unpack(directory.spec());
            PrintStream lines = new PrintStream(new LineStream(findings::line), true, StandardCharsets.UTF_8);
            ToolIO.out = lines;
            ToolIO.err = lines;
            TLCGlobals.tool = true;
            TLCGlobals.warn = false;
            FP64.Init(0);
            String specDirectory = directory.spec() + "/";
            ToolIO.setUserDir(specDirectory);
            forgetPlaces();
            this.tool = load(specDirectory);
        } catch (RuntimeException | Error e) {
            restore();
            throw e;
        }
        this.labels = Label.of(tool);
        labels.forEach(label -> labelOf.put(label.action(), label));
        for (OpDeclNode variable : TLCState.Empty.getVars()) {
            variables.put(variable.getName().toString(), variable.getName());
        }
    }

    /**
     * TLC notes at each name where the model's variable or definition of that name stands, in a table of names that
     * outlives the model: another's places would be taken for this one's.
     */
    private static void forgetPlaces() {
        UniqueString.internTbl.toMap().values().forEach(name -> name.setLoc(NOWHERE));
    }

    private FastTool load(String specDirectory) {
        String config = model.configFile().replaceFirst("\\.cfg$", "");
        try {
            return new FastTool(specDirectory, model.moduleName(), config, new ModuleFolder(directory.spec()));
        } catch (RuntimeException e) {
            String.valueOf(e.getMessage()).lines().forEach(findings::line);
            findings.result(false, 0);
            throw new TlcFailure("TLC cannot load " + model.name(), e);
        }
    }

    /**
     * Parses a model.
     *
     * @throws SpecError if the specification or its configuration does not parse or is not there
     * @throws IllegalStateException if another model is open in this JVM
     */
    public static synchronized LoadedModel load(SpecFiles files, Model model) {
        if (current != null) {
            throw new IllegalStateException(current.model.name() + " is still open");
        }
        current = new LoadedModel(files, model);
        return current;
    }

    /** What the manifest says of it. */
    public Model model() {
        return model;
    }

    /** All labels, by their dense ids. */
    public List<Label> labels() {
        return labels;
    }

    FastTool tool() {
        return tool;
    }

    Findings findings() {
        return findings;
    }

    TemporaryDirectory directory() {
        return directory;
    }

    Label label(Action action) {
        return labelOf.get(action);
    }

    UniqueString variable(String name) {
        UniqueString variable = variables.get(name);
        if (variable == null) {
            throw new IllegalArgumentException(model.name() + " has no variable " + name);
        }
        return variable;
    }

    private void restore() {
        ToolIO.out = outBefore;
        ToolIO.err = errBefore;
        ToolIO.setUserDir(null);
        directory.close();
    }

    /** Removes the temporary folder and lets another model be loaded. Values taken from this one stay readable. */
    @Override
    public void close() {
        synchronized (LoadedModel.class) {
            if (current == this) {
                current = null;
                restore();
            }
        }
    }
}
