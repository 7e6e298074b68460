/** Servers that misbehave as they are told, and what stands between them and the mesh. */
@NullMarked
package io.meshclient.benchmarks.faults.server;

import org.jspecify.annotations.NullMarked;
