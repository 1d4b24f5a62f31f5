package dev.portolan.conformance.validate;

import java.nio.file.Path;

/**
 * A run that was judged in process.
 *
 * @param index which run of its file it is, from 0
 * @param run its name
 * @param line of its header
 */
public record Judged(Path file, int index, String run, int line, Verdict verdict) {}
