/**
 * What came out: recordings, percentiles, tables and charts.
 */
@NullMarked
package io.meshclient.simulation.report;

import org.jspecify.annotations.NullMarked;
