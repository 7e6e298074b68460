/**
 * What users decide: immutable configuration records, the key table behind them, and pure functions of them. API.
 */
@NullMarked
package io.meshclient.policy;

import org.jspecify.annotations.NullMarked;
