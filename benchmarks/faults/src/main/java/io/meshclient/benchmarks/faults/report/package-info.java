/** The findings as a table, as a page and as files for programs. */
@NullMarked
package io.meshclient.benchmarks.faults.report;

import org.jspecify.annotations.NullMarked;
