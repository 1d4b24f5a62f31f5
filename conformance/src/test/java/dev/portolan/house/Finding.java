package dev.portolan.house;

/** One breach of a house rule; {@code line} counts from 1, and is 0 where the file as a whole is meant. */
record Finding(String file, int line, String what) {

    @Override
    public String toString() {
        return line == 0 ? file + ": " + what : file + ":" + line + ": " + what;
    }
}
