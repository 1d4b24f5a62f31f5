package dev.portolan.conformance.replay;

import java.util.List;

/**
 * A place of the specification where a clause decides.
 *
 * @param file the module, as {@code spec/ipc/IpcRights.tla}
 * @param line on which the clause stands, counted from 1
 * @param operator the definition that it stands in
 * @param firstLine the line that {@code text} begins with
 * @param text the check and its answer as they are written there, without their common indent
 */
public record SpecCitation(String file, int line, String operator, int firstLine, List<String> text) {

    public SpecCitation {
        text = List.copyOf(text);
    }

    /** The file and the line, as {@code spec/ipc/IpcRights.tla:62}. */
    public String place() {
        return file + ":" + line;
    }
}
