package dev.portolan.conformance.explain;

import java.util.List;

/**
 * A message sequence chart, not yet drawn: lifelines side by side, and what passes between them call by call.
 *
 * <p>Threads have a lane each; a port has one while it lives, and gives it up where lanes are fewer than ports to
 * one that is touched.
 *
 * @param threads the threads of the lanes on the left
 * @param lanes how many lanes there are, {@code threads} among them
 * @param rows one for each moment shown
 */
record Chart(List<String> threads, int lanes, List<Row> rows) {

    /** What a lane shows after a moment. */
    enum Line {
        NONE,
        IDLE,
        /** A thread in the middle of its call. */
        RUNNING,
        BLOCKED,
        PORT,
        PORT_SET
    }

    /** What becomes of a lane in a moment. */
    enum Change {
        NONE,
        BORN,
        DIES,
        /** A port that lived without a lane has one again. */
        RETURNS
    }

    /**
     * A lane in one row.
     *
     * @param name whose lifeline it is; null if nobody's
     * @param messages in the port's queue
     */
    record Cell(String name, Line line, Change change, int messages) {

        static final Cell EMPTY = new Cell(null, Line.NONE, Change.NONE, 0);

        /** True if the lane tells a name here. */
        boolean isNew() {
            return change == Change.BORN || change == Change.RETURNS;
        }
    }

    /** A passage between two lanes. */
    record Arrow(int from, int to, Passage.Kind kind, String label) {}

    /**
     * One moment.
     *
     * @param caller the lane of the thread whose call it is; -1 if it has none
     * @param arrows in order
     */
    record Row(Moment moment, int caller, List<Cell> cells, List<Arrow> arrows) {

        /** The index of the first arrow that begins or ends on the lane; 0 if none does. */
        int turn(int lane) {
            for (int i = 0; i < arrows.size(); i++) {
                if (arrows.get(i).from() == lane || arrows.get(i).to() == lane) {
                    return i;
                }
            }
            return 0;
        }
    }
}
