package io.meshclient.spring.cloudsmoke;

public class PricesFallback {

    public String price(String id) {
        return "the list price of " + id;
    }
}
