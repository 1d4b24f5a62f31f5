package dev.portolan.spec.tlc;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The main class of the JVM that runs TLC.
 *
 * <p>It ends when its standard input does, which is when its parent has died, however that came about; and then it
 * removes the folder that it worked in, since nobody else will. With the TLC that we are built on it also tells
 * progress every second and, after an error trace, the arguments of each action; another TLC is run as it is.
 */
public final class TlcChild {

    /** Code of our own message with progress: {@code generated distinct queue perSecond}. */
    static final int PROGRESS = 92_200;

    /** Code of our own message with the action of a step: {@code n: Send}, then {@code /\ t = t1}, .... */
    static final int PARAMETERS = 92_217;

    /** System property: the folder to remove when the parent has died. */
    static final String DIRECTORY = "portolan.tlc.directory";

    /** System property: {@code true} to run somebody else's TLC. */
    static final String FOREIGN = "portolan.tlc.foreign";

    private static final int ORPHANED = 143;

    private TlcChild() {}

    /**
     * Runs TLC and ends this JVM with TLC's exit code.
     *
     * @param args as for TLC's own main class
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(TlcChild::watchParent, "parent watch");
        watch.setDaemon(true);
        watch.start();
        if (Boolean.getBoolean(FOREIGN)) {
            Class.forName("tlc2.TLC").getMethod("main", String[].class).invoke(null, (Object) args);
        } else {
            InformedTlc.run(args);
        }
    }

    private static void watchParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent never writes; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        TemporaryDirectory.delete(Path.of(System.getProperty(DIRECTORY)));
        Runtime.getRuntime().halt(ORPHANED);
    }
}
