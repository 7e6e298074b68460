package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.Item;

/** What the storefront shows of an item. */
record Page(Item order, Item stock) {}
