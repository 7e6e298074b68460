/**
 * Where endpoints come from: the discovery SPI, static and composite sources, the last known good set. API.
 */
@NullMarked
package io.meshclient.discovery;

import org.jspecify.annotations.NullMarked;
