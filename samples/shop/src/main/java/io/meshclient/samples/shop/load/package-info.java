/** The load that both clients carry, and what they record of it. */
@NullMarked
package io.meshclient.samples.shop.load;

import org.jspecify.annotations.NullMarked;
