package io.meshclient.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    @Test
    void allThatCanBeSaid() {
        Options options = Options.parse(List.of("--quick", "--only", "a,b c", "--out", "there", "--page", "page.md"));
        assertThat(options).isEqualTo(new Options(true, Path.of("there"), List.of("a", "b c"), Path.of("page.md")));
        assertThat(Options.parse(List.of()).only()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> Options.parse(List.of("--slow"))).hasMessage("unknown option --slow");
        assertThatThrownBy(() -> Options.parse(List.of("--only"))).hasMessage("--only needs a value");
        assertThatThrownBy(() -> Catalogue.named(List.of("rain")))
                .hasMessageStartingWith("no fault 'rain'; there are: ");
    }
}
