/** JVMs for models, since TLC keeps what it knows of one in static fields: begun, asked, and ended with their parent. */
package dev.portolan.conformance.jvm;
