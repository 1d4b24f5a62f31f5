package dev.portolan.conformance.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.explain.Chart.Arrow;
import dev.portolan.conformance.explain.Chart.Cell;
import dev.portolan.conformance.explain.Chart.Row;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.SpecCitation;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that the page shows, as one JSON object: each step has what it changed, not the whole state. */
final class PageData {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private static final int LANES_MAX = 12;
    private static final int PLACES_SHOWN = 4;

    private final Explanation explanation;
    private final Citations citations;
    private final TreeSet<String> clauses = new TreeSet<>();
    private final Map<String, List<String>> methods = new TreeMap<>();

    private PageData(Explanation explanation, Citations citations) {
        this.explanation = explanation;
        this.citations = citations;
    }

    static ObjectNode of(Explanation explanation, Window window, Citations citations) {
        return new PageData(explanation, citations).data(window);
    }

    private ObjectNode data(Window window) {
        Trace.Header header = explanation.header();
        ObjectNode data = JSON.createObjectNode();
        data.put("file", explanation.file());
        data.put("line", explanation.line());
        data.set("header", JSON.valueToTree(header));
        data.putObject("window")
                .put("from", window.from())
                .put("to", window.to())
                .put("of", window.of());
        Chart chart = ChartLayout.of(explanation.moments(window), LANES_MAX);
        data.set("threads", JSON.valueToTree(chart.threads()));
        data.put("lanes", chart.lanes());
        data.set(
                "begin",
                chart.rows().isEmpty()
                        ? JSON.createObjectNode()
                        : StateChange.whole(chart.rows().get(0).moment().before()));
        ArrayNode steps = data.putArray("steps");
        for (Row row : chart.rows()) {
            steps.add(step(row));
        }
        int at = explanation.divergesAt();
        if (at >= window.from() && at < window.to()) {
            data.set("divergence", divergence(explanation.divergence(), at - window.from()));
        }
        data.put("conforms", explanation.divergence() == null);
        data.set("clauses", clauses());
        data.set("methods", JSON.valueToTree(methods));
        return data;
    }

    private ObjectNode step(Row row) {
        Moment moment = row.moment();
        Trace.Event event = moment.event();
        ObjectNode step = JSON.createObjectNode();
        String action = Actions.of(event.call());
        methods.computeIfAbsent(action, citations::methods);
        step.put("n", event.seq());
        step.put("th", event.call().thread());
        step.put("call", CallWords.of(event.call()));
        step.put("ret", CallWords.code(event.outcome().ret()));
        step.put("out", CallWords.of(event.outcome().ret(), event.outcome().out()));
        step.put("action", action);
        cite(step, moment);
        woke(step, event.outcome());
        ArrayNode cells = step.putArray("cells");
        row.cells().forEach(cell -> cells.add(cell(cell)));
        ArrayNode arrows = step.putArray("arrows");
        for (Arrow arrow : row.arrows()) {
            arrows.addArray()
                    .add(arrow.from())
                    .add(arrow.to())
                    .add(arrow.kind().name())
                    .add(arrow.label());
        }
        if (moment.after() == null) {
            step.put("unknown", true);
        } else {
            step.setAll(StateChange.between(moment.before(), moment.after()));
        }
        if (moment.computed()) {
            step.put("computed", true);
        }
        ObjectNode raw = step.putObject("raw");
        raw.set("call", JSON.valueToTree(event.call()));
        raw.set("outcome", JSON.valueToTree(event.outcome()));
        return step;
    }

    private void cite(ObjectNode step, Moment moment) {
        Trace.Event event = moment.event();
        String clause = event.outcome().clause();
        if (clause == null) {
            clause = event.outcome().ret() == null
                    ? null
                    : citations.candidates(event.call(), event.outcome().ret());
            step.put("candidates", true);
        }
        if (clause != null) {
            step.put("clause", clause);
            clauses.addAll(List.of(clause.split(", ")));
        }
    }

    private void woke(ObjectNode step, Outcome outcome) {
        if (outcome.woke() == null || outcome.woke().isEmpty()) {
            return;
        }
        ArrayNode woke = step.putArray("woke");
        for (Outcome.Completion one : outcome.woke()) {
            ObjectNode json = woke.addObject();
            json.put("th", one.thread());
            json.put("out", CallWords.of(one.ret(), one.out()));
            if (one.clause() != null) {
                json.put("clause", one.clause());
                clauses.add(one.clause());
            }
        }
    }

    /* Idle, running, blocked; or a port or set with its messages, and its name where that is news. */
    private static String cell(Cell cell) {
        String change = switch (cell.change()) {
            case NONE -> "";
            case BORN -> "+";
            case DIES -> "-";
            case RETURNS -> "^";
        };
        return switch (cell.line()) {
            case NONE -> "";
            case IDLE -> "i";
            case RUNNING -> "r";
            case BLOCKED -> "b";
            case PORT -> change + "p" + cell.messages() + ":" + cell.name();
            case PORT_SET -> change + "s" + cell.messages() + ":" + cell.name();
        };
    }

    private ObjectNode divergence(Divergence divergence, int at) {
        Moment moment = explanation.moments().get(explanation.divergesAt() - explanation.first());
        ObjectNode json = JSON.createObjectNode();
        json.put("at", at);
        json.put("expected", divergence.expected());
        json.put("actual", moment.actual() == null ? "nothing" : Words.of(moment.actual()));
        json.set("differences", JSON.valueToTree(divergence.differences()));
        json.set("allowed", JSON.valueToTree(divergence.allowed()));
        json.set("applied", JSON.valueToTree(divergence.applied()));
        json.put("again", divergence.again());
        if (moment.actualState() != null) {
            json.set("state", StateChange.between(moment.before(), moment.actualState()));
        }
        return json;
    }

    private ObjectNode clauses() {
        ObjectNode json = JSON.createObjectNode();
        for (String clause : clauses) {
            ObjectNode one = json.putObject(clause);
            one.put("sentence", citations.sentence(clause));
            List<SpecCitation> places = citations.checks(clause, null);
            if (places != null) {
                one.set("places", JSON.valueToTree(places.subList(0, Math.min(PLACES_SHOWN, places.size()))));
            }
        }
        return json;
    }
}
