/** The same comparison as one JMH benchmark. */
@NullMarked
package io.meshclient.benchmarks.endtoend.hop;

import org.jspecify.annotations.NullMarked;
