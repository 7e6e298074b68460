/**
 * From a request to the cluster that serves it.
 */
@NullMarked
package io.meshclient.route;

import org.jspecify.annotations.NullMarked;
