package dev.portolan.spec.tlc;

/**
 * One message of TLC's tool mode.
 *
 * @param code as in TLC's {@code EC}
 * @param severity 0 none, 1 error, 2 TLC's own fault, 3 warning, 4 state
 */
record TlcMessage(int code, int severity, String text) {

    static final int ERROR = 1;
    static final int WARNING = 3;

    private static final String DELIMITER = "@!@!@";

    /** The message as TLC prints it. */
    String framed() {
        return DELIMITER + "STARTMSG " + code + ":" + severity + " " + DELIMITER + "\n" + text + "\n" + DELIMITER
                + "ENDMSG " + code + " " + DELIMITER;
    }
}
