/** What has to hold at 500 calls a second when one of three servers, or all of them, fail: the rows with targets. */
@NullMarked
package io.meshclient.benchmarks.faults.target;

import org.jspecify.annotations.NullMarked;
