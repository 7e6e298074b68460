/** Processes that the demo starts, and that end with it. */
@NullMarked
package io.meshclient.samples.shop.process;

import org.jspecify.annotations.NullMarked;
