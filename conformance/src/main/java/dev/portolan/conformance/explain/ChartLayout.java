package dev.portolan.conformance.explain;

import dev.portolan.conformance.explain.Chart.Arrow;
import dev.portolan.conformance.explain.Chart.Cell;
import dev.portolan.conformance.explain.Chart.Change;
import dev.portolan.conformance.explain.Chart.Line;
import dev.portolan.conformance.explain.Chart.Row;
import dev.portolan.conformance.explain.Passage.Lifeline;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives each lifeline its lane. */
final class ChartLayout {

    /** More lanes leave no room for words. */
    private static final int THREADS_MAX = 8;

    private final List<String> threads;
    private final String[] portOfLane;
    private final int[] touched;
    private int row;

    private ChartLayout(List<String> threads, int portLanes) {
        this.threads = threads;
        this.portOfLane = new String[portLanes];
        this.touched = new int[portLanes];
    }

    /**
     * Lays out some moments, one after the other.
     *
     * @param lanesMax how many lanes there may be; the busiest threads have theirs in any case, and two are left for
     *     ports
     */
    static Chart of(List<Moment> shown, int lanesMax) {
        List<List<Passage>> passages = shown.stream().map(Passages::of).toList();
        List<String> threads = threads(shown, passages);
        int ports = Math.max(1, Math.min(portsAtOnce(shown), Math.max(2, lanesMax - threads.size())));
        ChartLayout layout = new ChartLayout(threads, ports);
        if (!shown.isEmpty()) {
            layout.begin(shown.get(0).before());
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            rows.add(layout.row(shown.get(i), passages.get(i)));
        }
        return new Chart(threads, threads.size() + ports, rows);
    }

    /* Those that call, wait or are woken; of many the busiest. */
    private static List<String> threads(List<Moment> shown, List<List<Passage>> passages) {
        Map<String, Integer> busy = new TreeMap<>();
        for (Moment moment : shown) {
            busy.merge(moment.event().call().thread(), 1, Integer::sum);
            List<Outcome.Completion> woke = moment.event().outcome().woke();
            if (woke != null) {
                woke.forEach(one -> busy.merge(one.thread(), 1, Integer::sum));
            }
            for (ThreadState thread : new StateView(moment.before()).threads()) {
                if (StateView.isBlocked(thread)) {
                    busy.putIfAbsent(thread.thread(), 0);
                }
            }
        }
        for (List<Passage> of : passages) {
            of.stream()
                    .filter(one -> one.from().thread())
                    .forEach(one -> busy.putIfAbsent(one.from().name(), 0));
        }
        return busy.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(THREADS_MAX)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static int portsAtOnce(List<Moment> shown) {
        int most = 0;
        for (Moment moment : shown) {
            TreeSet<String> ports = new TreeSet<>();
            new StateView(moment.before()).ports().forEach(port -> ports.add(port.port()));
            if (moment.after() != null) {
                new StateView(moment.after()).ports().forEach(port -> ports.add(port.port()));
            }
            most = Math.max(most, ports.size());
        }
        return most;
    }

    /* The ports that there are already have their lanes, as far as there are any. */
    private void begin(KernelState state) {
        List<PortState> ports = new StateView(state).ports();
        for (int i = 0; i < Math.min(portOfLane.length, ports.size()); i++) {
            portOfLane[i] = ports.get(i).port();
        }
    }

    private Row row(Moment moment, List<Passage> passages) {
        row++;
        StateView before = new StateView(moment.before());
        StateView after = new StateView(moment.after() == null ? moment.before() : moment.after());
        String[] old = portOfLane.clone();
        TreeSet<Integer> freed = new TreeSet<>();
        for (Passage passage : passages) {
            touch(passage.from(), before, freed);
            touch(passage.to(), before, freed);
        }
        List<Arrow> arrows = new ArrayList<>();
        for (Passage passage : passages) {
            int from = lane(passage.from());
            int to = lane(passage.to());
            if (from >= 0 && to >= 0) {
                arrows.add(new Arrow(from, to, passage.kind(), passage.label()));
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (String thread : threads) {
            cells.add(thread(thread, after.thread(thread)));
        }
        for (int i = 0; i < portOfLane.length; i++) {
            cells.add(port(portOfLane[i], portOfLane[i] != null && portOfLane[i].equals(old[i]), before, after));
            if (portOfLane[i] != null && after.port(portOfLane[i]) == null) {
                portOfLane[i] = null;
            }
        }
        int caller = threads.indexOf(moment.event().call().thread());
        return new Row(moment, caller, cells, arrows);
    }

    private static Cell thread(String name, ThreadState now) {
        if (now == null || now.at().equals("Idle")) {
            return new Cell(name, Line.IDLE, Change.NONE, 0);
        }
        return new Cell(name, StateView.isBlocked(now) ? Line.BLOCKED : Line.RUNNING, Change.NONE, 0);
    }

    private static Cell port(String name, boolean stays, StateView before, StateView after) {
        if (name == null) {
            return Cell.EMPTY;
        }
        PortState was = before.port(name);
        PortState now = after.port(name);
        PortState known = now == null ? was : now;
        if (known == null) {
            return Cell.EMPTY;
        }
        Change change = now == null ? Change.DIES : was == null ? Change.BORN : stays ? Change.NONE : Change.RETURNS;
        Line line = "PORT_SET".equals(known.kind()) ? Line.PORT_SET : Line.PORT;
        int messages = now == null || now.queue() == null ? 0 : now.queue().size();
        return new Cell(name, line, change, messages);
    }

    private void touch(Lifeline lifeline, StateView before, TreeSet<Integer> taken) {
        if (lifeline.thread()) {
            return;
        }
        int lane = lane(lifeline) - threads.size();
        if (lane < 0) {
            lane = free(taken);
            portOfLane[lane] = lifeline.name();
        }
        touched[lane] = row;
        taken.add(lane);
    }

    /* An unused lane, or the one that was not touched for longest. */
    private int free(TreeSet<Integer> taken) {
        int best = -1;
        for (int i = 0; i < portOfLane.length; i++) {
            if (portOfLane[i] == null) {
                return i;
            }
            if (!taken.contains(i) && (best < 0 || touched[i] < touched[best])) {
                best = i;
            }
        }
        return Math.max(best, 0);
    }

    private int lane(Lifeline lifeline) {
        if (lifeline.thread()) {
            return threads.indexOf(lifeline.name());
        }
        for (int i = 0; i < portOfLane.length; i++) {
            if (lifeline.name().equals(portOfLane[i])) {
                return threads.size() + i;
            }
        }
        return -1;
    }
}
