/**
 * Choosing one candidate among many: reads only, allocates nothing.
 */
@NullMarked
package io.meshclient.balance;

import org.jspecify.annotations.NullMarked;
