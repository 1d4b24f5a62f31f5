package dev.portolan.spec.tlc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes that a JVM for one model loads, in a form from which it starts sooner.
 *
 * <p>The launcher writes the archive beside the jar that it runs. Where there is none, and where it is another
 * JVM's or that of another jar, JVMs start as they would without.
 */
public final class ClassArchive {

    private static final String JAR = ".jar";
    private static final String ARCHIVE = ".jsa";

    /* Standard output belongs to the child. That an archive does not fit is nobody's concern; all else is somebody's. */
    private static final String WARNINGS = "-Xlog:all=warning,cds*=off:stderr";

    private ClassArchive() {}

    /** What a JVM with this JVM's class path is to be started with; nothing if there is no archive. */
    public static List<String> options() {
        return options(System.getProperty("java.class.path"));
    }

    static List<String> options(String classPath) {
        if (!classPath.endsWith(JAR)) {
            return List.of();
        }
        String stem = classPath.substring(0, classPath.length() - JAR.length());
        Path archive = Path.of(stem + ARCHIVE);
        return Files.isReadable(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", WARNINGS)
                : List.of();
    }
}
