/** The Spring Boot application with two mesh clients. */
@NullMarked
package io.meshclient.samples.shop.storefront;

import org.jspecify.annotations.NullMarked;
