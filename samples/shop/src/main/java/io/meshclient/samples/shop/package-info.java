/** The demo: two clients, two services, and a script of troubles. */
@NullMarked
package io.meshclient.samples.shop;

import org.jspecify.annotations.NullMarked;
