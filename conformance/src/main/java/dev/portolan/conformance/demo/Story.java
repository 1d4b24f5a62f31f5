package dev.portolan.conformance.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What a demo tells, in the order in which it happened.
 *
 * @param name of the demo
 * @param ended whether it came to the end that it should
 */
public record Story(String name, boolean ended, List<Section> sections) {

    /** A heading, and a line for each fact below it. */
    public record Section(String heading, List<Fact> facts) {}

    /** What is told of, and what is told of it. */
    public record Fact(String of, String is) {}

    /** Collects what a program tells. One program at a time may. */
    static final class Teller {

        private final List<Section> sections = new ArrayList<>();
        private boolean ended;

        void section(String heading) {
            sections.add(new Section(heading, new ArrayList<>()));
        }

        void fact(String of, String is) {
            sections.get(sections.size() - 1).facts().add(new Fact(of, is));
        }

        void end() {
            ended = true;
        }

        Story story(String name) {
            return new Story(name, ended, List.copyOf(sections));
        }
    }
}
