package dev.portolan.conformance.report;

import dev.portolan.conformance.demo.Story;

/** A demo's story as people read it. */
public final class StoryText {

    private static final String INDENT = "  ";
    private static final int COLUMN = 16;

    private final Terminal terminal;

    public StoryText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints it, a section after the other. */
    public void print(Story story) {
        for (Story.Section section : story.sections()) {
            terminal.line(terminal.strong(section.heading()));
            for (Story.Fact fact : section.facts()) {
                String first = INDENT
                        + fact.of()
                        + " ".repeat(Math.max(1, COLUMN - fact.of().length()));
                terminal.wrapped(first, " ".repeat(INDENT.length() + COLUMN), fact.is());
            }
            terminal.line("");
        }
        terminal.line(
                story.ended() ? terminal.good("It came to the end that it should") : terminal.bad("It did not end"));
    }
}
