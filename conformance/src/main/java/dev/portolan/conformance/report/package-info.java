/** What the commands print: tables and divergences for people, and one JSON object for machines. */
package dev.portolan.conformance.report;
