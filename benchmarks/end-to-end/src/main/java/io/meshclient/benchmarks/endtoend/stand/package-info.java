/** What stands around the client: nginx backends, Envoy sidecars, and the processes that they are. */
@NullMarked
package io.meshclient.benchmarks.endtoend.stand;

import org.jspecify.annotations.NullMarked;
