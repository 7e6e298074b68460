/**
 * Time, timers and randomness: the only room that touches the system clock. API.
 */
@NullMarked
package io.meshclient.time;

import org.jspecify.annotations.NullMarked;
