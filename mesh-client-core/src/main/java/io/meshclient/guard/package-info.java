/**
 * Who may be asked now: admissions, hold-off, outlier detection, the service breaker and caps.
 */
@NullMarked
package io.meshclient.guard;

import org.jspecify.annotations.NullMarked;
