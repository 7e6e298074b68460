/** Samples, ratios, CSV and tables: arithmetic without I/O. */
@NullMarked
package io.meshclient.benchmarks.endtoend.report;

import org.jspecify.annotations.NullMarked;
