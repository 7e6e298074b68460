/** One instance of a service, which is a process of its own. */
@NullMarked
package io.meshclient.samples.shop.instance;

import org.jspecify.annotations.NullMarked;
