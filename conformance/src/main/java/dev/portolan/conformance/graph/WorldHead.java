package dev.portolan.conformance.graph;

import dev.portolan.conformance.kernel.Setting;

/**
 * What a world is, before its graph is known.
 *
 * @param model the model's name
 * @param setting what a kernel is to be booted with
 * @param names how many names the model's spaces have room for, whatever their generation
 */
public record WorldHead(String model, Setting setting, int names) {}
