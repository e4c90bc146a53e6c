package io.netdepot.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.ref.SoftReference;

/**
 * The classes of the product, read once for the rules about them. They take more than a hundred
 * megabytes, so that nothing holds them when other tests need the room.
 */
final class ProductClasses {
  private static SoftReference<JavaClasses> read = new SoftReference<>(null);

  private ProductClasses() {}

  static synchronized JavaClasses all() {
    JavaClasses known = read.get();
    if (known != null) {
      return known;
    }
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.netdepot");
    read = new SoftReference<>(classes);
    return classes;
  }
}
