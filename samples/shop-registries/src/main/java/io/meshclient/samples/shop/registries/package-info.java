/** The shop with a real registry: which one a property says. */
@NullMarked
package io.meshclient.samples.shop.registries;

import org.jspecify.annotations.NullMarked;
