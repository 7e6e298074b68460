/**
 * Pure statistics: peak EWMA, windows, token budgets. Time always comes as an argument.
 */
@NullMarked
package io.meshclient.stats;

import org.jspecify.annotations.NullMarked;
