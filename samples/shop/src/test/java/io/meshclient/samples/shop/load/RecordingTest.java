package io.meshclient.samples.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    @Test
    void whatIsWrittenIsRead(@TempDir Path directory) throws IOException {
        Recording recording = new Recording(
                List.of(new Call(0, 10, 20, Fate.ANSWERED, ""), new Call(1, 30, 40, Fate.EXCEPTION, "a, b, and c")),
                List.of(new Sent.Count(20_001, 3, 4)),
                List.of(new Reading(1, 2, 3, 4)));
        recording.write(directory);

        assertThat(Recording.read(directory)).isEqualTo(recording);
    }

    @Test
    void anExceptionOfSeveralLinesBecomesOne() {
        Call call = new Call(0, 10, 20, Fate.EXCEPTION, "first\n  second");

        assertThat(Call.ofLine(call.toLine()).detail()).isEqualTo("first | second");
    }
}
