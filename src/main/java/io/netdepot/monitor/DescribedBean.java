package io.netdepot.monitor;

import io.netdepot.catalog.CatalogFailure;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/**
 * An MXBean that says what each of its attributes, operations and parameters is: consoles show the
 * words of {@link Described}. As an MXBean it hands out open types only, which every client can
 * read and Jolokia can write as JSON.
 */
final class DescribedBean<T> extends StandardMBean {
  private final Class<T> shape;

  /**
   * A bean that looks like an interface.
   *
   * @param shape every method of which is described
   * @throws IllegalArgumentException when one is not
   */
  DescribedBean(T bean, Class<T> shape) {
    super(bean, shape, true);
    this.shape = shape;
    for (Method method : shape.getMethods()) {
      if (!method.getName().startsWith("set") && !method.isAnnotationPresent(Described.class)) {
        throw new IllegalArgumentException(method + " is not described");
      }
    }
  }

  // A console has none of our classes, and would not get to the sentence of one.
  @Override
  public Object invoke(String name, Object[] values, String[] signature)
      throws MBeanException, ReflectionException {
    try {
      return super.invoke(name, values, signature);
    } catch (CatalogFailure e) {
      throw new IllegalStateException(e.getMessage());
    }
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return words(shape.getAnnotation(Described.class));
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return method((info.isIs() ? "is" : "get") + info.getName(), 0)
        .map(getter -> words(getter.getAnnotation(Described.class)))
        .orElse("");
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return method(info).map(found -> words(found.getAnnotation(Described.class))).orElse("");
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    boolean looks =
        method(info).filter(found -> found.getAnnotation(Described.class).looks()).isPresent();
    return looks ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo info, MBeanParameterInfo parameter, int place) {
    return parameter(info, place).map(Parameter::getName).orElse("p" + place);
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo info, MBeanParameterInfo parameter, int place) {
    return parameter(info, place)
        .map(found -> words(found.getAnnotation(Described.class)))
        .orElse("");
  }

  private Optional<Parameter> parameter(MBeanOperationInfo info, int place) {
    return method(info).map(found -> found.getParameters()[place]);
  }

  private Optional<Method> method(MBeanOperationInfo info) {
    return method(info.getName(), info.getSignature().length);
  }

  private Optional<Method> method(String name, int parameters) {
    return Arrays.stream(shape.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == parameters)
        .findFirst();
  }

  private static String words(@org.jspecify.annotations.Nullable Described described) {
    return described == null ? "" : described.value();
  }
}
