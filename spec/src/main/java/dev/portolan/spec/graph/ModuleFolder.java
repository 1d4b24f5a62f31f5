package dev.portolan.spec.graph;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import util.FilenameToStream;

/**
 * Finds modules in one folder, and puts TLC's standard modules there as they are asked for.
 *
 * <p>TLC's own resolver unpacks them into the first temporary folder it has seen and leaves them there.
 */
final class ModuleFolder implements FilenameToStream {

    private static final String STANDARD = "/tla2sany/StandardModules/";
    private static final String EXTENSION = ".tla";

    private final Path folder;

    ModuleFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public File resolve(String name, boolean isModule) {
        String base = Path.of(name).getFileName().toString();
        String file = isModule && !base.endsWith(EXTENSION) ? base + EXTENSION : base;
        Path path = folder.resolve(file);
        boolean standard = isModule && isStandardModule(file.replace(EXTENSION, ""));
        if (standard && !Files.exists(path)) {
            unpack(file, path);
        }
        return new TLAFile(path.toString(), standard, this);
    }

    private static void unpack(String file, Path path) {
        try (InputStream module = tlc2.TLC.class.getResourceAsStream(STANDARD + file)) {
            Files.copy(module, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getFullPath() {
        return folder.toString();
    }

    @Override
    public boolean isStandardModule(String module) {
        return tlc2.TLC.class.getResource(STANDARD + module + EXTENSION) != null;
    }
}
