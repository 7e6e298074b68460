/** The command: rounds in which the contenders take turns, and the sanity round before them. */
@NullMarked
package io.meshclient.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
