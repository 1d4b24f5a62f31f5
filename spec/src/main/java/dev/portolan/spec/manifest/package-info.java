/** The list of models, what is expected of each, and how to choose among them. */
package dev.portolan.spec.manifest;
