/** The command: every fault in turn, a table, and an exit status. */
@NullMarked
package io.meshclient.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
