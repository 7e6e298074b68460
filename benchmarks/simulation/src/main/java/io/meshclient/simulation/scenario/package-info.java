/**
 * What is simulated: the YAML format, its tables of keys, and the records that it becomes.
 */
@NullMarked
package io.meshclient.simulation.scenario;

import org.jspecify.annotations.NullMarked;
