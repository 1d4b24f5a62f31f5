package dev.portolan.conformance.explain;

import java.nio.charset.Charset;

/** The characters that a chart is drawn with, each one column wide. */
enum Glyphs {
    UNICODE('│', '┃', '░', '│', '║', '●', '◆', '✕', '○', '─', '╌', '═', '▶', '◀', '…'),
    ASCII('.', '#', ':', '|', '"', '*', '+', 'X', 'o', '-', '-', '=', '>', '<', '~');

    final char idle;
    final char running;
    final char blocked;
    final char port;
    final char portSet;
    final char acts;
    final char born;
    final char dies;
    final char named;
    final char message;
    final char faint;
    final char wakes;
    final char right;
    final char left;
    final char more;

    Glyphs(char... of) {
        idle = of[0];
        running = of[1];
        blocked = of[2];
        port = of[3];
        portSet = of[4];
        acts = of[5];
        born = of[6];
        dies = of[7];
        named = of[8];
        message = of[9];
        faint = of[10];
        wakes = of[11];
        right = of[12];
        left = of[13];
        more = of[14];
    }

    /** Those that a text in this encoding can have. */
    static Glyphs in(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.right) ? UNICODE : ASCII;
    }
}
