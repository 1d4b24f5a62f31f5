/**
 * The command line: one file a command.
 *
 * <p>Exit codes: 0 conforms, 1 diverges or violated, 2 bad input or usage, 3 could not run. With {@code --json}
 * standard output is one JSON object; messages and progress go to standard error.
 */
package dev.portolan.conformance.cli;
