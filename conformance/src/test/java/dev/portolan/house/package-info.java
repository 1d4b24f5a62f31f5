/**
 * The house rules, as tests: names, sizes, whitespace, links, and the citations that hold documents,
 * specification, kernel and tests together.
 *
 * <p>A rule is a function from a {@link dev.portolan.house.SourceTree} to {@link dev.portolan.house.Finding}s. It
 * runs on the repository, where it must find nothing, and on a small bad tree, where it must. Sources are read
 * as text; nothing is loaded.
 */
package dev.portolan.house;
