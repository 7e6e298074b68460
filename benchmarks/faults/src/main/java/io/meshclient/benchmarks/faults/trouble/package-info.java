/** The troubles, one class each. */
@NullMarked
package io.meshclient.benchmarks.faults.trouble;

import org.jspecify.annotations.NullMarked;
