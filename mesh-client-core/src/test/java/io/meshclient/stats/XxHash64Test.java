package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;

final class XxHash64Test {

    private static final long PRIME = 2_654_435_761L;

    /** The self-test of the reference implementation: {@code xxhsum} up to 0.7. */
    @Test
    void publishedVectors() {
        byte[] buffer = new byte[101];
        int generator = (int) PRIME;
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) (generator >>> 24);
            generator *= generator;
        }
        assertVector(buffer, 0, 0, 0xEF46DB3751D8E999L);
        assertVector(buffer, 0, PRIME, 0xAC75FDA2929B17EFL);
        assertVector(buffer, 1, 0, 0x4FCE394CC88952D8L);
        assertVector(buffer, 1, PRIME, 0x739840CB819FA723L);
        assertVector(buffer, 14, 0, 0xCFFA8DB881BC3A3DL);
        assertVector(buffer, 14, PRIME, 0x5B9611585EFCC9CBL);
        assertVector(buffer, 101, 0, 0x0EAB543384F878ADL);
        assertVector(buffer, 101, PRIME, 0xCAA65939306F1E21L);
        assertThat(XxHash64.hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(XxHash64.hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(XxHash64.hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
    }

    private static void assertVector(byte[] buffer, int length, long seed, long expected) {
        assertThat(XxHash64.hash(buffer, length, seed))
                .as("%s bytes, seed %s", length, seed)
                .isEqualTo(expected);
    }

    @Test
    void everyLengthAsAnotherImplementation() {
        XXHash64 other = XXHashFactory.safeInstance().hash64();
        RandomSource random = VirtualTime.seeded(64);
        byte[] buffer = new byte[300];
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) random.nextLong();
        }
        for (int length = 0; length <= buffer.length; length++) {
            long seed = random.nextLong();
            assertThat(XxHash64.hash(buffer, length, seed)).isEqualTo(other.hash(buffer, 0, length, seed));
        }
    }

    @Test
    void textCountsAsUtf8() {
        byte[] utf8 = {'z', (byte) 0xC3, (byte) 0xBC, 'r', 'i', 'c', 'h'};
        assertThat(XxHash64.hash("z\u00fcrich")).isEqualTo(XxHash64.hash(utf8, utf8.length, 0));
    }

    @Test
    void avalancheIsABijectionThatMixes() {
        long[] mixed = new long[10_000];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = XxHash64.avalanche(i);
        }
        assertThat(Arrays.stream(mixed).distinct().count()).isEqualTo(mixed.length);
        assertThat(Arrays.stream(mixed).filter(bits -> bits < 0).count()).isBetween(4_700L, 5_300L);
    }
}
