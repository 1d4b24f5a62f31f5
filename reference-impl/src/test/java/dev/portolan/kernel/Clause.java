package dev.portolan.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clauses of {@code docs/clauses/ipc.md} that a test tests, by their ids. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Clause {
    String[] value();
}
