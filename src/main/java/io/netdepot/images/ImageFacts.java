package io.netdepot.images;

import io.netdepot.catalog.ImageDetails;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file name says of an image. The vendors take it from inside their files; the names follow
 * patterns, and an image of another name is called by the stem of it.
 *
 * <p>Source of the patterns: names in vManage's documents and in public scripts for it, such as
 * {@code viptela-20.6.3-x86_64.tar.gz} and {@code isr4200-universalk9_ias.17.09.01.0.SSA.bin}.
 */
final class ImageFacts {
  static final String SOFTWARE = "software";
  private static final String CISCO = "Cisco";
  private static final String ROUTER = "ROUTER";

  private static final Pattern VIPTELA =
      Pattern.compile("(viptela|vmanage)-(\\d[\\w.]*?)-(x86_64|mips64)\\.tar\\.gz");
  // The version ends before what only the build knows: _V17_9_0_8, .SPA, .SSA.
  private static final Pattern IOS_XE =
      Pattern.compile(
          "([a-z][\\w-]*?)-universalk9[a-z0-9_]*\\.(\\d+(?:\\.\\w+?)*?)(?:_V[\\w]*)?"
              + "(?:\\.S[A-Z]{2})?\\.bin");
  private static final Pattern NVOS =
      Pattern.compile("(nvos)-(\\w+)-(\\d[\\w.]*?)\\.(?:bin|img|tar\\.gz)");
  private static final Pattern EXTENSION =
      Pattern.compile("(?i)(?:\\.tar)?\\.(?:gz|xz|tgz|txz|bin|img|iso|qcow2|ova|tar|zip|pkg)$");

  private ImageFacts() {}

  static ImageDetails of(ImageFileName fileName) {
    return of(fileName, SOFTWARE);
  }

  static ImageDetails of(ImageFileName fileName, String imageType) {
    String name = fileName.value();
    Matcher viptela = VIPTELA.matcher(name);
    if (viptela.matches()) {
      String arch = viptela.group(3);
      String family =
          viptela.group(1).equals("vmanage")
              ? "vmanage"
              : arch.equals("mips64") ? "vedge-mips" : "vedge-x86";
      String function = family.equals("vmanage") ? "" : ROUTER;
      return details(viptela.group(2), List.of(family), arch, CISCO, imageType, function);
    }
    Matcher iosXe = IOS_XE.matcher(name);
    if (iosXe.matches()) {
      return details(iosXe.group(2), List.of(iosXe.group(1)), "", CISCO, imageType, ROUTER);
    }
    Matcher nvos = NVOS.matcher(name);
    if (nvos.matches()) {
      return details(nvos.group(3), List.of(nvos.group(1)), nvos.group(2), "NVIDIA", imageType, "");
    }
    String stem = EXTENSION.matcher(name).replaceFirst("");
    return details(stem.isEmpty() ? name : stem, List.of(), "", "", imageType, "");
  }

  /** What a repository is said to be, which has no name of a file. */
  static ImageDetails ofRepository(String versionName) {
    return details(versionName, List.of(), "", "", SOFTWARE, "");
  }

  /** The same, but for devices of another family, as somebody says. */
  static ImageDetails ofFamily(ImageDetails details, String family) {
    return new ImageDetails(
        details.versionName(),
        List.of(family),
        details.arch(),
        details.vendor(),
        details.description(),
        details.tags(),
        details.imageType(),
        details.networkFunctionType());
  }

  /**
   * What an image of another name is said to be: what the old name said of it, the new one says;
   * what somebody said stays.
   */
  static ImageDetails renamed(ImageDetails now, ImageFileName from, ImageFileName to) {
    ImageDetails old = of(from, now.imageType());
    ImageDetails other = of(to, now.imageType());
    return new ImageDetails(
        said(now, old, other, ImageDetails::versionName),
        said(now, old, other, ImageDetails::platformFamily),
        said(now, old, other, ImageDetails::arch),
        said(now, old, other, ImageDetails::vendor),
        now.description(),
        now.tags(),
        now.imageType(),
        said(now, old, other, ImageDetails::networkFunctionType));
  }

  private static <T> T said(
      ImageDetails now, ImageDetails old, ImageDetails other, Function<ImageDetails, T> fact) {
    return fact.apply(now).equals(fact.apply(old)) ? fact.apply(other) : fact.apply(now);
  }

  private static ImageDetails details(
      String version,
      List<String> family,
      String arch,
      String vendor,
      String imageType,
      String function) {
    return new ImageDetails(version, family, arch, vendor, "", List.of(), imageType, function);
  }
}
