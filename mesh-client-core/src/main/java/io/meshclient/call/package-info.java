/**
 * The call engine: retry, hedge and budget decisions as a state machine without I/O.
 */
@NullMarked
package io.meshclient.call;

import org.jspecify.annotations.NullMarked;
