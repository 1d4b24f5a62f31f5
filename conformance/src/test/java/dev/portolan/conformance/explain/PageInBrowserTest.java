package dev.portolan.conformance.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.traces.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page as a reader has it. Where there is no browser it is not opened, and {@link HtmlPageTest} alone looks at it.
 *
 * <p>{@code -Dportolan.pictures=DIR} keeps what is seen.
 */
@DisplayName("the page in a browser")
class PageInBrowserTest {

    @TempDir
    static Path scratch;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        if (Browser.installed().isPresent()) {
            browser = new Browser(Browser.installed().get(), Files.createDirectory(scratch.resolve("profile")));
        }
    }

    /** Before each: a class that is skipped as a whole is counted nowhere. */
    @BeforeEach
    void assumeBrowser() {
        assumeTrue(browser != null, "Chromium is not on this machine; the page was not opened");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        assertEquals(List.of(), browser == null ? List.of() : browser.complaints());
    }

    private static void open(Trace trace, String name) throws Exception {
        Path page = Files.writeString(scratch.resolve(name + ".html"), HtmlPageTest.page(trace));
        browser.size(1280, 860, false);
        browser.prefer("light", "screen");
        browser.open(page.toUri());
    }

    private static Trace rpc() throws Exception {
        return Explanations.trace("traces/xnu/blocking-scenarios.ndjson.gz", "xblk-21-rpc");
    }

    private static Trace diverging() throws Exception {
        return Explanations.expecting(rpc(), 5, "MACH_SEND_INVALID_DEST");
    }

    private static String text(String id) throws Exception {
        return browser.value("document.getElementById('" + id + "').innerText").asText();
    }

    private static void keep(String name) throws Exception {
        String folder = System.getProperty("portolan.pictures");
        byte[] picture = browser.picture();
        assertTrue(picture.length > 5_000, name);
        if (folder != null) {
            Files.write(Path.of(folder, name + ".png"), picture);
        }
    }

    @Test
    void keysGoFromCallToCall() throws Exception {
        open(rpc(), "keys");
        assertEquals("call 1 of 6", text("position"));
        browser.press("ArrowRight");
        assertEquals("call 2 of 6", text("position"));
        browser.press("j");
        browser.press("ArrowDown");
        assertEquals("call 4 of 6", text("position"));
        browser.press("k");
        browser.press("ArrowUp");
        browser.press("ArrowLeft");
        assertEquals("call 1 of 6", text("position"));
        browser.press("k");
        assertEquals("call 1 of 6", text("position"));
        browser.press("End");
        assertEquals("call 6 of 6", text("position"));
        assertTrue(browser.value("document.getElementById('next').disabled").asBoolean());
        browser.press("Home");
        assertEquals("call 1 of 6", text("position"));
        browser.press("PageDown");
        assertEquals("call 6 of 6", text("position"));
        assertEquals("#6", browser.value("location.hash").asText());
    }

    @Test
    void questionMarkShowsTheKeysAndEscapeHidesThem() throws Exception {
        open(rpc(), "help");
        browser.press("?");
        assertTrue(browser.value("document.getElementById('keys').open").asBoolean());
        browser.press("j");
        assertEquals("call 1 of 6", text("position"));
        browser.press("Escape");
        assertFalse(browser.value("document.getElementById('keys').open").asBoolean());
    }

    @Test
    void eachStepShowsItsStateAndWhatChanged() throws Exception {
        open(rpc(), "state");
        assertTrue(text("panel").contains("Space of B"), text("panel"));
        assertEquals(
                1,
                browser.value("document.querySelectorAll('.spaces tr.new').length")
                        .asInt());
        browser.press("End");
        String panel = text("panel");
        assertTrue(panel.contains("waits for a message from K1"), panel);
        assertTrue(panel.contains("A1 returns MACH_MSG_SUCCESS"), panel);
        assertTrue(panel.contains("spec/ipc/IpcMessages.tla"), panel);
        assertEquals(
                "true",
                browser.value("document.getElementById(document.getElementById('scroll')"
                                + ".getAttribute('aria-activedescendant')).getAttribute('aria-selected')")
                        .asText());
    }

    @Test
    void theDivergingCallStandsOpenWithBothStates() throws Exception {
        open(diverging(), "diverging");
        keep("desktop-light");
        assertEquals("call 5 of 6", text("position"));
        String panel = text("panel");
        assertTrue(panel.contains("MACH_SEND_INVALID_DEST") && panel.contains("BLOCKED"), panel);
        assertEquals(
                2,
                browser.value("document.querySelectorAll('.sides > .side .state').length")
                        .asInt());
        assertEquals("diverges at call 5", text("verdict"));
        browser.press("Home");
        browser.press("d");
        assertEquals("call 5 of 6", text("position"));
        assertEquals(
                1,
                browser.value("document.querySelectorAll('.row.diverges.here').length")
                        .asInt());
    }

    @Test
    void darkIsWhatTheReaderPrefersOrChooses() throws Exception {
        open(diverging(), "dark");
        String colour = "getComputedStyle(document.body).backgroundColor";
        String light = browser.value(colour).asText();
        browser.prefer("dark", "screen");
        String dark = browser.value(colour).asText();
        assertNotEquals(light, dark);
        keep("desktop-dark");
        browser.press("t");
        assertEquals(light, browser.value(colour).asText());
        browser.press("t");
        assertEquals(dark, browser.value(colour).asText());
    }

    @Test
    void aTelephoneShowsItWithoutScrollingAside() throws Exception {
        open(diverging(), "telephone");
        browser.size(360, 740, true);
        keep("telephone");
        assertTrue(
                browser.value("document.documentElement.scrollWidth").asInt() <= 360,
                "width " + browser.value("document.documentElement.scrollWidth"));
        browser.value("document.querySelector('.state').scrollIntoView()");
        keep("telephone-state");
        int smallest = browser.value("Math.min(...[...document.querySelectorAll('button')]"
                        + ".filter(b => b.offsetParent).map(b => b.getBoundingClientRect().height))")
                .asInt();
        assertTrue(smallest >= 36, "a button of " + smallest + " px");
    }

    @Test
    void printHasTheChartAsText() throws Exception {
        open(diverging(), "print");
        browser.prefer("light", "print");
        keep("print");
        assertEquals(
                "block",
                browser.value("getComputedStyle(document.getElementById('text')).display")
                        .asText());
        assertEquals(
                "none",
                browser.value("getComputedStyle(document.querySelector('.tools')).display")
                        .asText());
    }

    @Test
    void hostileStringsAreShownAsTheyAre() throws Exception {
        open(HtmlPageTest.hostile(), "hostile");
        assertEquals(0, browser.value("document.images.length").asInt());
        assertTrue(browser.value("document.title").asText().startsWith("</script>"));
        assertTrue(text("name").startsWith("</script><img src=x"), text("name"));
        browser.press("End");
        assertTrue(text("panel").contains("</script>"), text("panel"));
    }

    @Test
    void tenThousandCallsAreNoBurden() throws Exception {
        open(Explanations.asking(HtmlPage.CALLS_MAX + 1), "long");
        keep("long");
        assertTrue(text("window").contains("calls 1 to 10000 of 10001"), text("window"));
        int rows = browser.value("document.querySelectorAll('.row').length").asInt();
        assertTrue(rows > 5 && rows < 100, "rows " + rows);
        browser.press("End");
        assertEquals("call 10000 of 10001", text("position"));
        double median = browser.value(
                        "(() => { const took = []; for (let i = 0; i < 51; i++) { const begin = performance.now();"
                                + " document.dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 ? 'PageUp' : 'k' }));"
                                + " took.push(performance.now() - begin); } return took.sort((a, b) => a - b)[25]; })()")
                .asDouble();
        assertTrue(median < 100, "a step of " + median + " ms");
    }

    @Test
    void everyControlHasANameAndEveryColumnAHeader() throws Exception {
        open(diverging(), "names");
        assertEquals(
                0,
                browser.value("[...document.querySelectorAll('button')]"
                                + ".filter(b => !(b.getAttribute('aria-label') || b.innerText.trim())).length")
                        .asInt());
        assertEquals(
                0,
                browser.value(
                                "[...document.querySelectorAll('table')].filter(t => !t.querySelector('th[scope=col]')).length")
                        .asInt());
        assertEquals(
                0,
                browser.value("[...document.querySelectorAll('[id]')].filter((e, i, all) =>"
                                + " all.findIndex(o => o.id === e.id) !== i).length")
                        .asInt());
        assertEquals("en", browser.value("document.documentElement.lang").asText());
    }
}
