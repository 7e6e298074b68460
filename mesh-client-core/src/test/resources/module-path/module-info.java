module shop.app {
    requires io.meshclient.core;
    requires okhttp3;
    requires org.slf4j; // for io.meshclient.core, which as an automatic module cannot say so
}
