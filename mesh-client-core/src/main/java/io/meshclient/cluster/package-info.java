/**
 * One service at run time: endpoint states that survive updates, immutable snapshots, one writer.
 */
@NullMarked
package io.meshclient.cluster;

import org.jspecify.annotations.NullMarked;
