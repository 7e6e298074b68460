/** The process that calls, and the harness's handle on it. */
@NullMarked
package io.meshclient.benchmarks.endtoend.load;

import org.jspecify.annotations.NullMarked;
