/** What a fault is, and what it is tried with: a fresh mesh, its calls, a look at what is left behind. */
@NullMarked
package io.meshclient.benchmarks.faults.trial;

import org.jspecify.annotations.NullMarked;
