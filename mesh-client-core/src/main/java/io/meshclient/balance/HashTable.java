package io.meshclient.balance;

/** From the hash of a call to the index of a candidate. Immutable. */
interface HashTable {

    /** Where the search for a hash begins. */
    long start(long hash);

    /** Whom the search meets after so many steps; −1 if the table is empty. */
    int owner(long start, int step);
}
