/** The client without a mesh. */
@NullMarked
package io.meshclient.samples.shop.plain;

import org.jspecify.annotations.NullMarked;
