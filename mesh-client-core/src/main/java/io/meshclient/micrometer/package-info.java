/**
 * Meters for Micrometer users. API.
 */
@NullMarked
package io.meshclient.micrometer;

import org.jspecify.annotations.NullMarked;
