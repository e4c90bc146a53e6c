package io.netdepot.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.ImageDetails;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFactsTest {
  @ParameterizedTest
  @CsvSource({
    "viptela-20.6.3-x86_64.tar.gz, 20.6.3, vedge-x86, x86_64, Cisco, ROUTER",
    "viptela-18.4.5-mips64.tar.gz, 18.4.5, vedge-mips, mips64, Cisco, ROUTER",
    "vmanage-16.3.1-x86_64.tar.gz, 16.3.1, vmanage, x86_64, Cisco, ''",
    "isr4300-universalk9.17.06.03a.SPA.bin, 17.06.03a, isr4300, '', Cisco, ROUTER",
    "c8000v-universalk9.17.09.04a.SPA.bin, 17.09.04a, c8000v, '', Cisco, ROUTER",
    "isr4200-universalk9_ias.17.09.01.0.155356_V17_9_0_8.SSA.bin, 17.09.01.0.155356, isr4200, '', Cisco, ROUTER",
    "nvos-amd64-25.02.2579.bin, 25.02.2579, nvos, amd64, NVIDIA, ''",
    "sonic-broadcom.bin, sonic-broadcom, '', '', '', ''",
    "viptela-edge.tar.gz, viptela-edge, '', '', '', ''",
    "abc, abc, '', '', '', ''"
  })
  void readsAName(
      String name, String version, String family, String arch, String vendor, String function) {
    ImageDetails details = ImageFacts.of(new ImageFileName(name));
    assertThat(details.versionName()).isEqualTo(version);
    assertThat(String.join(",", details.platformFamily())).isEqualTo(family);
    assertThat(details.arch()).isEqualTo(arch);
    assertThat(details.vendor()).isEqualTo(vendor);
    assertThat(details.networkFunctionType()).isEqualTo(function);
    assertThat(details.imageType()).isEqualTo("software");
  }

  /** vManage's clients take "--" for an unknown version, and refuse the image then. */
  @Property
  void thereIsAlwaysAVersion(
      @ForAll
          @StringLength(min = 1, max = 200)
          @CharRange(from = '0', to = '9')
          @CharRange(from = 'a', to = 'v')
          @CharRange(from = '-', to = '.')
          String text) {
    if (ImageFileName.judge(text) instanceof ImageFileName.Verdict.Good(var name)) {
      assertThat(ImageFacts.of(name).versionName()).isNotBlank().isNotEqualTo("--");
    }
  }
}
