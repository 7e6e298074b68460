/**
 * Spans for OpenTelemetry users. API.
 */
@NullMarked
package io.meshclient.opentelemetry;

import org.jspecify.annotations.NullMarked;
