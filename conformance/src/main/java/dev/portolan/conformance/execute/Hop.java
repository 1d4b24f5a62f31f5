package dev.portolan.conformance.execute;

import dev.portolan.conformance.abstraction.Binding.Bound;
import dev.portolan.traces.Call;
import java.util.List;

/**
 * An edge of the spanning tree: the call, and what appeared in the kernel by it under which symbol.
 *
 * <p>The kernel is deterministic, so that the call on the same path brings forth the same names and ports.
 */
record Hop(Call call, List<Bound> bound) {}
