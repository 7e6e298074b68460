/**
 * Typed events for metrics, traces and logs; no metrics library in sight. API.
 */
@NullMarked
package io.meshclient.observe;

import org.jspecify.annotations.NullMarked;
