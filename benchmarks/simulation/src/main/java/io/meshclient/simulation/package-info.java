/**
 * The simulator: the mesh's own decisions in virtual time, against fake servers. API.
 */
@NullMarked
package io.meshclient.simulation;

import org.jspecify.annotations.NullMarked;
