package dev.portolan.stress.races;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** What a race says of its outcomes. */
final class Stated {

    private Stated() {}

    static Set<String> outcomes(Class<?> race, Expect expect) {
        return Stream.of(race.getAnnotationsByType(Outcome.class))
                .filter(outcome -> outcome.expect() == expect)
                .flatMap(outcome -> Stream.of(outcome.id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variant with the fault comes to something that is not right, and would be reported. */
    static void hasAVariantWithTheFault(Class<?> race) {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> variant : race.getDeclaredClasses()) {
            wrong.addAll(outcomes(variant, Expect.ACCEPTABLE_INTERESTING));
            wrong.removeAll(outcomes(variant, Expect.ACCEPTABLE));
        }
        assertFalse(wrong.isEmpty());
    }
}
