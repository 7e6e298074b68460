package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the balancer orca, which follows the load that servers report.
 *
 * @param blackout How long an endpoint has to report its load before orca believes it.
 * @param expiry How long a report of load counts.
 * @param updatePeriod How often orca computes weights from the reports, beside the calls.
 * @param errorPenalty What the share of errors among the calls that an endpoint reports adds to its utilisation.
 * @param metrics Metrics whose highest value is the utilisation, if application_utilization is not reported; else it is the processor's.
 */
record OrcaProperties(
        @Nullable Duration blackout,
        @Nullable Duration expiry,
        @Nullable Duration updatePeriod,
        @Nullable Double errorPenalty,
        @Nullable List<String> metrics) {}
