package io.meshclient.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    @Test
    void faultThatCannotBeTriedIsMissed() {
        Finding finding = Faults.find(new Untriable(), new Trial(true, Path.of("target")));
        assertThat(finding.isMet()).isFalse();
        assertThat(finding.saw()).contains("no such cable");
    }

    private static final class Untriable implements Fault {
        @Override
        public String name() {
            return "untriable";
        }

        @Override
        public String group() {
            return "tests";
        }

        @Override
        public String target() {
            return "nothing";
        }

        @Override
        public Finding run(Trial trial) throws IOException {
            throw new IOException("no such cable");
        }
    }
}
