/** The clients that are compared, each behind one method. */
@NullMarked
package io.meshclient.benchmarks.endtoend.contender;

import org.jspecify.annotations.NullMarked;
